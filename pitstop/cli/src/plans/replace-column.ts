// A live column under another name or of another type: add, keep in step both ways, backfill, switch; purge later.
import {
  addCheck,
  addUnique,
  changeDefault,
  columnInStep,
  createIndex,
  dropCheck,
  dropIndex,
  dropUnique,
  relaxColumn,
  renameColumn as renameColumnRecipe,
  renameConstraint,
  renameIndex,
  requireColumn,
  type Stepping,
  syncTriggerName,
} from "@pitstop/migrator/recipes";
import type { Attribute } from "../attribute-types/attribute.ts";
import { needsIndex } from "../layers/entity/entity-edit.ts";
import type { OwnNames } from "../layers/entity/own-names.ts";
import {
  checkName,
  columnType,
  constantSql,
  inDefaultSchema,
  indexName,
  indexOf,
  planned,
  plannedTogether,
  uniqueName,
  uniqueOf,
  valuesCheck,
} from "../layers/sql.ts";
import type { PlannedMigration, Retired } from "../plan.ts";

/** One column that takes the place of another one. */
export interface Replacement {
  readonly table: string;
  readonly from: { readonly column: string; readonly attribute: Attribute };
  readonly to: { readonly column: string; readonly attribute: Attribute };
  /** The columns' type, where code doesn't say it and both have the same. */
  readonly type?: string;
  /** SQL of the new value, over the columns of the row. */
  readonly forward: string;
  /** SQL of the old value of a new one, over the columns of the row. */
  readonly backward: string;
}

/** What `retired.json` says of the trigger that keeps both columns in step. */
export function keptInStep(replacement: Replacement): Required<Pick<Retired, "trigger" | "inStep">> {
  const { table, from, to, forward, backward } = replacement;
  const trigger = syncTriggerName({ table: inDefaultSchema(table), from: from.column, to: to.column });
  return { trigger, inStep: { forward, backward, ...defaultOf(to.attribute) } };
}

const defaultOf = ({ default: value }: Attribute): { default?: string } =>
  value === undefined ? {} : { default: constantSql(value) };

/** What a trigger that keeps two columns of a table in step is made of, as recipes take it. */
export const stepping = (
  table: string,
  from: string,
  to: string,
  inStep: NonNullable<Retired["inStep"]>,
): Stepping => ({ table: inDefaultSchema(table), from, to, ...inStep });

/** The names that the migrations below give to the old column's index, unique and check. */
export function handledNames({
  table,
  from: { column, attribute },
}: Pick<Replacement, "table" | "from">): Set<string> {
  return new Set([
    ...(needsIndex(attribute) ? [indexName(table, [column, "id"])] : []),
    ...(attribute.isUnique ? [uniqueName(table, column)] : []),
    ...(attribute.rules.values ? [checkName(table, column)] : []),
  ]);
}

/** The migrations of the first deploy: each is safe on a table in use, and old and new code write both columns. */
export function replaceColumn(replacement: Replacement): PlannedMigration[] {
  const { from, to } = replacement;
  const { attribute, column } = to;
  const table = inDefaultSchema(replacement.table);
  const name = `${replacement.table}_${column}`;
  const { values } = attribute.rules;
  const inStep = columnInStep({
    ...stepping(replacement.table, from.column, column, keptInStep(replacement).inStep),
    definition: `${replacement.type ?? columnType(attribute)} null`,
  });
  return [
    ...planned(inStep, `add_${name}`),
    ...(values ? planned(addCheck(valuesCheck(replacement.table, column, values)), `${name}_values`) : []),
    ...(attribute.isNullable ? [] : planned(requireColumn({ table, column }), name)),
    ...(attribute.isUnique ? planned(addUnique(uniqueOf(replacement.table, column)), `unique_${name}`) : []),
    ...(needsIndex(attribute)
      ? planned(createIndex(indexOf(replacement.table, [column, "id"])), `index_${name}`)
      : []),
    ...releaseColumn(replacement.table, from),
  ];
}

/** A column loses its rules: older code still writes it, present code does not know it. Down brings them back. */
export function releaseColumn(
  table: string,
  { attribute, column }: Replacement["from"],
  names: OwnNames = {},
): PlannedMigration[] {
  const name = `release_${table}_${column}`;
  const target = { table: inDefaultSchema(table), column };
  const { values } = attribute.rules;
  const reason = "code no longer writes the column";
  return [
    // First: a required column without a default refuses the rows of code that no longer writes it.
    ...(attribute.isNullable ? [] : planned(relaxColumn({ ...target, reason }), name)),
    ...(attribute.default === undefined
      ? []
      : planned(changeDefault(target, constantSql(attribute.default), undefined), name)),
    ...(attribute.isUnique
      ? planned(dropUnique(uniqueOf(table, column, names.unique)), `${name}_unique`)
      : []),
    ...(values ? planned(dropCheck(valuesCheck(table, column, values)), `${name}_values`) : []),
    ...(needsIndex(attribute)
      ? planned(dropIndex(indexOf(table, [column, "id"], names.index)), `${name}_index`)
      : []),
  ];
}

/** The same in one statement, where no other code runs: the column and what is called after it change their names. */
export function renameColumn(
  table: string,
  from: string,
  to: string,
  attribute: Attribute,
): PlannedMigration {
  const named = (name: (column: string) => string) => ({
    table: inDefaultSchema(table),
    from: name(from),
    to: name(to),
  });
  const reason = "renamed at once, where no other code runs";
  const recipes = [
    renameColumnRecipe({ ...named((column) => column), reason }),
    ...(needsIndex(attribute) ? [renameIndex(named((column) => indexName(table, [column, "id"])))] : []),
    ...(attribute.isUnique ? [renameConstraint(named((column) => uniqueName(table, column)))] : []),
    ...(attribute.rules.values ? [renameConstraint(named((column) => checkName(table, column)))] : []),
  ];
  return plannedTogether(recipes, `rename_${table}_${from}`, { phase: "contract" });
}
