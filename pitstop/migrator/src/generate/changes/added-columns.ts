import type { Column, DatabaseTable, SchemaHelper, TableDifference } from "@mikro-orm/postgresql";
import {
  addColumn,
  addFilledColumn,
  fillColumn,
  type Recipe,
  type SqlStatement,
  statement,
} from "@pitstop/lint/recipes";
import { quoted } from "@pitstop/lint/sql";
import { MigratorError } from "../../errors.ts";
import { canBeDefault, isExpression, isOneValue } from "../expression.ts";
import { refuseLongName } from "../long-name.ts";
import type { Piece } from "../piece.ts";
import { columnPath, type Planning, subjectOf, tableName } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";

/** Columns that are new on a table in use. */
export function addedColumns(
  { name, toTable: table, addedColumns }: TableDifference,
  planning: Planning,
): Piece[] {
  return Object.values(addedColumns).flatMap((column) => {
    refuseLongName("column", name, column.name);
    refuseRewrite(table, column);
    refuseBrokenDefault(table, column);
    const subject = subjectOf(table, column.name);
    return recipePieces(addedColumn(table, column, planning), { table, subject });
  });
}

function addedColumn(table: DatabaseTable, column: Column, planning: Planning): Recipe {
  const { helper } = planning;
  const added = {
    table: tableName(table),
    column: column.name,
    with: { up: columnComment(table, column, helper) },
  };
  const isRequired = !column.nullable;
  const empty = columnDefinition(table, atFirst(column), helper);
  const byDefault = defaultOf(column);
  // PostgreSQL would compute such a default row by row, into a new copy of the table, while nobody can use the old one.
  if (byDefault !== undefined && !isOneValue(byDefault)) {
    const kept = { value: byDefault, isKept: true };
    return addFilledColumn({ ...added, definition: empty, value: byDefault, isRequired, default: kept });
  }
  const definition = columnDefinition(table, column, helper);
  if (byDefault !== undefined) return addColumn({ ...added, definition });
  const value = planning.valueFor(table, column.name);
  if (isRequired) {
    if (value === undefined) throw valueMissing(columnPath(table, column.name));
    const meanwhile = canBeDefault(value) ? { default: { value, isKept: false } } : {};
    return addFilledColumn({ ...added, definition: empty, value, isRequired, ...meanwhile });
  }
  const recipe = addColumn({ ...added, definition });
  return value === undefined ? recipe : [...recipe, fillNewColumn(added, value)];
}

function fillNewColumn(name: Pick<Parameters<typeof fillColumn>[0], "table" | "column">, value: string) {
  return fillColumn({ ...name, value, why: "Nothing to roll back: the values go with the column." });
}

/** The default as SQL, where there is one. */
export function defaultOf(column: Column): string | undefined {
  const value = column.default;
  return value === undefined || value === null || value === "null" ? undefined : String(value);
}

/** What follows the column's name, as MikroORM writes it. */
export function columnDefinition(table: DatabaseTable, column: Column, helper: SchemaHelper): string {
  // MikroORM takes the first dot of a name for the end of a schema's.
  const name = quoted(column.name).replace(".", '"."');
  return (helper.createTableColumn(column, table) ?? "").slice(name.length + 1);
}

/** The statement that describes the column, where its entity does. */
export function columnComment(table: DatabaseTable, column: Column, helper: SchemaHelper): SqlStatement[] {
  if (!column.comment) return [];
  return [commentStatement(table, column, helper)];
}

export function commentStatement(table: DatabaseTable, column: Column, helper: SchemaHelper): SqlStatement {
  const sql = helper.getChangeColumnCommentSQL(table.name, column, table.schema ?? "");
  return statement(sql, [], "Changes the catalog only.");
}

/** The column as it has to be while it is empty. */
export function atFirst(column: Column): Column {
  return { ...column, nullable: true, default: null };
}

function valueMissing(path: string): MigratorError {
  return new MigratorError(
    "GENERATE_VALUE_MISSING",
    `${path} is required and has no default: the rows that exist have no value for it.`,
    "Give the property a default, or make it nullable first. In a Pitstop application, `pitstop attribute:add … --backfill` says what the rows get.",
  );
}

function refuseRewrite(table: DatabaseTable, column: Column): void {
  if (!column.generated && !column.autoincrement) return;
  throw new MigratorError(
    "GENERATE_COLUMN_UNSAFE",
    `${columnPath(table, column.name)} is computed by the database: adding it rewrites every row while the table can't be used.`,
    "Add a plain column and fill it in the application, or write the change by hand: migration:create --blank.",
  );
}

/** Throws MigratorError GENERATE_DEFAULT_INVALID where the default is no SQL: MikroORM does not double the quotes in it. */
export function refuseBrokenDefault(table: DatabaseTable, column: Column): void {
  const value = defaultOf(column);
  if (value === undefined || isExpression(value)) return;
  throw new MigratorError(
    "GENERATE_DEFAULT_INVALID",
    `The default of ${columnPath(table, column.name)} is not an SQL expression: ${value}`,
    "Write it as SQL, with its quotes doubled: .defaultRaw(\"'it''s'\").",
  );
}
