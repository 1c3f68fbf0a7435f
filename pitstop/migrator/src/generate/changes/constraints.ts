import type { CheckDef, DatabaseTable, ForeignKey, TableDifference } from "@mikro-orm/postgresql";
import {
  addCheck,
  addForeignKey,
  type Check,
  dropCheck,
  dropForeignKey,
  type ForeignKey as ForeignKeyConstraint,
  replaceCheck,
  replaceForeignKey,
} from "@pitstop/lint/recipes";
import { refuseLongName } from "../long-name.ts";
import type { Piece } from "../piece.ts";
import { type Planning, subjectOf, tableName, tablePath } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";
import { unsupported } from "./refuse.ts";

/** Checks of a table in use, except those that go with a column. */
export function changedChecks(table: TableDifference, goWithColumns: ReadonlySet<string>): Piece[] {
  const removed = Object.values(table.removedChecks).filter(({ name }) => !goWithColumns.has(name));
  return [
    ...Object.values(table.addedChecks).flatMap((check) => addedCheck(table.toTable, check)),
    ...Object.values(table.changedChecks).flatMap((check) => changedCheck(table, check)),
    ...removed.flatMap((check) =>
      recipePieces(dropCheck(checkOf(table.fromTable, check)), {
        table: table.fromTable,
        subject: subjectOf(table.fromTable, check.name),
      }),
    ),
  ];
}

function addedCheck(table: DatabaseTable, check: CheckDef): Piece[] {
  refuseLongName("check", tablePath(table), check.name);
  return recipePieces(addCheck(checkOf(table, check)), { table, subject: subjectOfCheck(table, check) });
}

function changedCheck({ fromTable, toTable }: TableDifference, check: CheckDef): Piece[] {
  const before = fromTable.getCheck(check.name);
  if (!before) return [];
  // MikroORM names the column of a check for the values of an enum.
  const isEnum = check.columnName !== undefined;
  const recipe = replaceCheck(checkOf(fromTable, before), checkOf(toTable, check), { isEnum });
  return recipePieces(recipe, { table: toTable, subject: subjectOfCheck(toTable, check) });
}

export function checkOf(table: DatabaseTable, { name, expression }: CheckDef): Check {
  if (/^\s*exclude\b/i.test(String(expression))) {
    throw unsupported(`the exclusion constraint ${name} of ${tablePath(table)}`);
  }
  return { table: tableName(table), name, definition: `check (${String(expression)})` };
}

// A check is mostly called after its column, with this ending.
function subjectOfCheck(table: DatabaseTable, { name }: CheckDef): string {
  return subjectOf(table, name.replace(/_check$/, ""));
}

/** Foreign keys of tables in use, and those that go because the table at one of their ends goes. */
export function changedForeignKeys(planning: Planning): Piece[] {
  const { difference } = planning;
  const pieces: Piece[] = [];
  const dropped = new Map<string, Piece[]>();
  const optionsOf = (table: DatabaseTable, key: ForeignKey) => ({
    table,
    subject: subjectOf(table, key.constraintName),
    isAlone: true,
  });
  const drop = (table: DatabaseTable, key: ForeignKey) => {
    const recipe = dropForeignKey(foreignKeyOf(planning, table, key));
    const path = `${tablePath(table)}.${key.constraintName}`;
    dropped.set(path, recipePieces(recipe, optionsOf(table, key)));
  };
  for (const { toTable, fromTable, ...table } of Object.values(difference.changedTables)) {
    for (const key of Object.values(table.addedForeignKeys)) {
      refuseLongName("foreign key", tablePath(toTable), key.constraintName);
      const recipe = addForeignKey(foreignKeyOf(planning, toTable, key));
      pieces.push(...recipePieces(recipe, optionsOf(toTable, key)));
    }
    for (const key of Object.values(table.changedForeignKeys)) {
      const before = fromTable.getForeignKeys()[key.constraintName];
      if (!before) continue;
      const [from, to] = [foreignKeyOf(planning, fromTable, before), foreignKeyOf(planning, toTable, key)];
      pieces.push(...recipePieces(replaceForeignKey(from, to), optionsOf(toTable, key)));
    }
    for (const key of Object.values(table.removedForeignKeys)) drop(fromTable, key);
  }
  for (const key of keysOfRemovedTables(difference)) {
    const table = difference.fromSchema.getTable(key.localTableName);
    if (table && key.localTableName !== key.referencedTableName) drop(table, key);
  }
  return [...pieces, ...[...dropped.values()].flat()];
}

function keysOfRemovedTables(difference: Planning["difference"]): ForeignKey[] {
  const own = Object.values(difference.removedTables).flatMap((table) =>
    Object.values(table.getForeignKeys()),
  );
  return [...difference.orphanedForeignKeys, ...own];
}

function foreignKeyOf(
  { difference, helper }: Planning,
  table: DatabaseTable,
  key: ForeignKey,
): ForeignKeyConstraint {
  const sql = helper.createForeignKey(table, key);
  const referenced = [difference.fromSchema, ...Object.values(difference.newTables)].flatMap((one) =>
    "getTable" in one ? (one.getTable(key.referencedTableName) ?? []) : one,
  );
  const isReferenced = (one: DatabaseTable) =>
    [one.name, one.getShortestName(false), tablePath(one)].includes(key.referencedTableName);
  const other = referenced.find(isReferenced);
  return {
    table: tableName(table),
    name: key.constraintName,
    definition: sql.slice(sql.indexOf("foreign key (")),
    references: other ? tableName(other) : { schema: undefined, name: key.referencedTableName },
  };
}
