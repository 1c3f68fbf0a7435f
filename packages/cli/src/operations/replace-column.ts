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
  syncTriggerName,
} from "@pitstop/migrator/recipes";
import type { Attribute } from "../attribute-types/attribute.ts";
import { needsIndex } from "../layers/entity-layer.ts";
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
import type { PlannedMigration } from "../plan.ts";

/** One column that takes the place of another one. */
export interface Replacement {
  readonly table: string;
  readonly from: { readonly column: string; readonly attribute: Attribute };
  readonly to: { readonly column: string; readonly attribute: Attribute };
  /** SQL of the new value, over the columns of the row. */
  readonly forward: string;
  /** SQL of the old value of a new one, over the columns of the row. */
  readonly backward: string;
}

export const syncTrigger = ({ table, from, to }: Pick<Replacement, "table" | "from" | "to">): string =>
  syncTriggerName({ table: inDefaultSchema(table), from: from.column, to: to.column });

/** The migrations of the first deploy: each is safe on a table in use, and old and new code write both columns. */
export function replaceColumn(replacement: Replacement): PlannedMigration[] {
  const { from, to, forward, backward } = replacement;
  const { attribute, column } = to;
  const table = inDefaultSchema(replacement.table);
  const name = `${replacement.table}_${column}`;
  const { values } = attribute.rules;
  const inStep = columnInStep({
    table,
    from: from.column,
    to: column,
    definition: `${columnType(attribute)} null`,
    forward,
    backward,
    ...(attribute.default === undefined ? {} : { default: constantSql(attribute.default) }),
  });
  return [
    ...planned(inStep, `add_${name}`),
    ...(values ? planned(addCheck(valuesCheck(replacement.table, column, values)), `${name}_values`) : []),
    ...(attribute.isNullable ? [] : planned(requireColumn({ table, column }), name)),
    ...(attribute.isUnique ? planned(addUnique(uniqueOf(replacement.table, column)), `unique_${name}`) : []),
    ...(needsIndex(attribute)
      ? planned(createIndex(indexOf(replacement.table, [column, "id"])), `index_${name}`)
      : []),
    ...releaseOldColumn(replacement),
  ];
}

/** The old column loses its rules: code of before still writes it, code of now does not know it. */
function releaseOldColumn({ table, from: { attribute, column } }: Replacement): PlannedMigration[] {
  const name = `release_${table}_${column}`;
  const target = { table: inDefaultSchema(table), column };
  const { values } = attribute.rules;
  const reason = "the trigger fills the column from the new one";
  return [
    ...(attribute.default === undefined
      ? []
      : planned(changeDefault(target, constantSql(attribute.default), undefined), name)),
    ...(attribute.isNullable ? [] : planned(relaxColumn({ ...target, reason }), name)),
    ...(attribute.isUnique ? planned(dropUnique(uniqueOf(table, column)), `${name}_unique`) : []),
    ...(values ? planned(dropCheck(valuesCheck(table, column, values)), `${name}_values`) : []),
    ...(needsIndex(attribute) ? planned(dropIndex(indexOf(table, [column, "id"])), `${name}_index`) : []),
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
