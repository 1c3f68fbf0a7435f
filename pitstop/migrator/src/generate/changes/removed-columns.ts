import type { CheckDef, Column, IndexDef, TableDifference } from "@mikro-orm/postgresql";
import { defaultSet, dropColumn, restoredCheck, type Statement } from "@pitstop/lint/recipes";
import type { TableName } from "@pitstop/lint/sql";
import { columnsIn, isOneValue } from "../expression.ts";
import type { Piece } from "../piece.ts";
import { type Planning, subjectOf, tableName } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";
import { columnComment, columnDefinition, defaultOf } from "./added-columns.ts";
import { checkOf } from "./constraints.ts";
import { rebuilt } from "./indexes.ts";

/** What PostgreSQL drops together with a column, because it is about it. */
interface Belongings {
  readonly indexes: readonly IndexDef[];
  readonly checks: readonly CheckDef[];
}

/** The names of the indexes and checks that go with the columns that are removed. */
export function namesThatGoWithColumns(table: TableDifference): ReadonlySet<string> {
  const all = [...belongingsByColumn(table).values()];
  return new Set(
    all.flatMap(({ indexes, checks }) => [...indexes.map((i) => i.keyName), ...checks.map((c) => c.name)]),
  );
}

/** Drops columns, each in a file of its own. */
export function removedColumns(table: TableDifference, planning: Planning): Piece[] {
  const belongings = belongingsByColumn(table);
  return Object.values(table.removedColumns).flatMap((column) =>
    removal(table, column, belongings.get(column.name) ?? { indexes: [], checks: [] }, planning),
  );
}

function removal(
  table: TableDifference,
  column: Column,
  { indexes, checks }: Belongings,
  { helper }: Planning,
): Piece[] {
  const { fromTable } = table;
  const came = cameBack(column);
  const name = { table: tableName(fromTable), column: column.name };
  const recipe = dropColumn({
    ...name,
    reason: "No entity has it anymore.",
    definition: columnDefinition(fromTable, came, helper),
    dropped: [...indexes.map(({ keyName }) => keyName), ...checks.map((check) => check.name)],
    belongings: [
      ...laterDefault(name, column),
      ...columnComment(fromTable, column, helper),
      ...checks.flatMap((check) => restoredCheck(checkOf(fromTable, check))),
      ...indexes.flatMap((index) => rebuilt(helper, fromTable, index)),
    ],
    why: whyIncomplete(column, came),
  });
  return recipePieces(recipe, { table: fromTable, subject: subjectOf(fromTable, column.name) });
}

// Rows that exist have no value for it: it comes back in the form that needs none.
function cameBack(column: Column): Column {
  const value = defaultOf(column);
  if (value === undefined) return { ...column, nullable: true };
  return isOneValue(value) ? column : { ...column, nullable: true, default: null };
}

// A default that is computed for each row is for new rows alone: with the column it would write every row anew.
function laterDefault(name: { table: TableName; column: string }, column: Column): Statement[] {
  const value = defaultOf(column);
  return value === undefined || isOneValue(value) ? [] : [defaultSet(name, value)];
}

function whyIncomplete(column: Column, came: Column): string {
  const values = "Recreates the column. Its values are only in a backup.";
  return came.nullable && !column.nullable ? `${values} It was required and comes back nullable.` : values;
}

/**
 * An index over several columns goes with the first of them that is dropped: on the way back that column is the last one
 * to return, and only then can the index be built.
 */
function belongingsByColumn(table: TableDifference): Map<string, Belongings> {
  const left = {
    indexes: Object.values(table.removedIndexes).filter(({ primary }) => !primary),
    checks: Object.values(table.removedChecks),
  };
  const byColumn = new Map<string, Belongings>();
  for (const { name } of Object.values(table.removedColumns)) {
    // A path into a JSON column is written behind a dot.
    const isIndexOf = (index: IndexDef) => index.columnNames.some((path) => path.split(".")[0] === name);
    const isCheckOf = (check: CheckDef) =>
      check.columnName === name || columnsIn(String(check.expression)).includes(name);
    byColumn.set(name, { indexes: left.indexes.filter(isIndexOf), checks: left.checks.filter(isCheckOf) });
    left.indexes = left.indexes.filter((index) => !isIndexOf(index));
    left.checks = left.checks.filter((check) => !isCheckOf(check));
  }
  return byColumn;
}
