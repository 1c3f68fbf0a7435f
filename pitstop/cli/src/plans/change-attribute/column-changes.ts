import {
  addCheck,
  addUnique,
  changeDefault,
  convertType,
  createIndex,
  dropCheck,
  dropIndex,
  dropUnique,
  fillColumn,
  relabelType,
  relaxColumn,
  replaceCheck,
  requireColumn,
} from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { needsIndex } from "../../layers/entity/entity-edit.ts";
import type { OwnNames } from "../../layers/entity/own-names.ts";
import {
  columnType,
  constantSql,
  inDefaultSchema,
  indexOf,
  planned,
  uniqueOf,
  valuesCheck,
} from "../../layers/sql.ts";
import type { PlannedMigration } from "../../plan.ts";
import { backward, forward, type Using } from "./conversion.ts";

/** A column as it is and as it shall be. */
interface Change {
  readonly table: string;
  readonly column: string;
  readonly before: Attribute;
  readonly after: Attribute;
  /** Whether its values are written again, in place. */
  readonly isConverted: boolean;
  readonly using: Using;
  /** What the entity called its index and its unique. */
  readonly names: OwnNames;
}

/** The changes of a column that keeps its name, each safe by itself. */
export const columnChanges = (change: Change): PlannedMigration[] => [
  ...type(change),
  ...byDefault(change),
  ...values(change),
  ...filled(change),
  ...required(change),
  ...unique(change),
  ...indexed(change),
];

const nameOf = ({ table, column }: Change): string => `${table}_${column}`;

const target = ({ table, column }: Change) => ({ table: inDefaultSchema(table), column });

function type(change: Change): PlannedMigration[] {
  const { column, before, after, isConverted } = change;
  const [from, to] = [columnType(before), columnType(after)];
  if (from === to) return [];
  if (!isConverted) return planned(relabelType({ ...target(change), from, to }), nameOf(change));
  const recipe = convertType({
    ...target(change),
    type: to,
    // The values of rows without one are filled in batches.
    using: forward({ ...before, column }, after, { ...change.using, backfill: undefined }),
    reason: "changed at once, where no other code runs",
    hasDefault: before.default !== undefined,
    isRequired: !before.isNullable,
    back: { type: from, using: backward(column, before, after, change.using.zone) },
  });
  return planned(recipe, nameOf(change));
}

function byDefault(change: Change): PlannedMigration[] {
  const { before, after, isConverted } = change;
  const isSame = JSON.stringify(before.default) === JSON.stringify(after.default);
  if (isSame && !(isConverted && after.default !== undefined)) return [];
  const sql = (value: Attribute["default"]) => (value === undefined ? undefined : constantSql(value));
  return planned(changeDefault(target(change), sql(before.default), sql(after.default)), nameOf(change));
}

/** The check of an enum is exchanged in one instant, and the rows are read afterwards. */
function values(change: Change): PlannedMigration[] {
  const { table, column, before, after } = change;
  const check = (allowed: readonly string[]) => valuesCheck(table, column, allowed);
  const [from, to] = [before.rules.values, after.rules.values];
  const name = `${nameOf(change)}_values`;
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (from && to) return planned(replaceCheck(check(from), check(to), { isEnum: true }), name);
  if (from) return planned(dropCheck(check(from)), name);
  return to ? planned(addCheck(check(to)), name) : [];
}

function filled(change: Change): PlannedMigration[] {
  const { backfill } = change.using;
  if (backfill === undefined) return [];
  const why = "Nothing to roll back: which rows had no value before is no longer known.";
  return planned([fillColumn({ ...target(change), value: `(${backfill})`, why })], nameOf(change));
}

function required(change: Change): PlannedMigration[] {
  const { before, after } = change;
  if (before.isNullable === after.isNullable) return [];
  const reason = "the attribute may be empty from now on";
  return planned(
    after.isNullable ? relaxColumn({ ...target(change), reason }) : requireColumn(target(change)),
    nameOf(change),
  );
}

function indexed(change: Change): PlannedMigration[] {
  const { table, column, before, after, names } = change;
  if (needsIndex(before) === needsIndex(after)) return [];
  const index = indexOf(table, [column, "id"], names.index);
  return planned(needsIndex(after) ? createIndex(index) : dropIndex(index), `index_${nameOf(change)}`);
}

function unique(change: Change): PlannedMigration[] {
  const { table, column, before, after, names } = change;
  if (before.isUnique === after.isUnique) return [];
  const constraint = uniqueOf(table, column, names.unique);
  return planned(after.isUnique ? addUnique(constraint) : dropUnique(constraint), `unique_${nameOf(change)}`);
}
