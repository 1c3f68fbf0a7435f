import type { Column, DatabaseTable, TableDifference } from "@mikro-orm/sql";
import { MigratorError } from "../../errors.ts";
import { canBeDefault, isExpression, isOneValue } from "../expression.ts";
import { quoted, refuseLongName } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { intendedStep, type PlannedStep, sqlStep } from "../planned-file.ts";
import { columnPath, type Planning, subjectOf } from "../planning.ts";
import { fillColumn } from "./backfill.ts";
import { requireColumn } from "./required.ts";

/** Columns that are new on a table in use. */
export function addedColumns(table: TableDifference, planning: Planning): Piece[] {
  return Object.values(table.addedColumns).flatMap((column) => {
    refuseLongName("column", table.name, column.name);
    refuseRewrite(table.toTable, column);
    refuseBrokenDefault(table.toTable, column);
    return addedColumn(table.toTable, column, planning);
  });
}

function addedColumn(table: DatabaseTable, column: Column, planning: Planning): Piece[] {
  const byDefault = defaultOf(column);
  if (byDefault !== undefined && !isOneValue(byDefault)) {
    return computedDefault(table, column, byDefault, planning);
  }
  if (byDefault !== undefined) return [addition(table, column, planning)];
  if (!column.nullable) return requiredWithoutDefault(table, column, planning);
  const value = planning.valueFor(table, column.name);
  if (value === undefined) return [addition(table, column, planning)];
  return [addition(table, column, planning), fillNewColumn(table, column, value)];
}

/** The default as SQL, where there is one. */
export function defaultOf(column: Column): string | undefined {
  const value = column.default;
  return value === undefined || value === null || value === "null" ? undefined : String(value);
}

function addition(
  table: DatabaseTable,
  column: Column,
  { helper }: Planning,
  andThen: PlannedStep[] = [],
): Piece {
  const path = columnPath(table, column.name);
  const isFilled = defaultOf(column) !== undefined;
  return {
    stage: "add",
    group: "add",
    subject: subjectOf(table, column.name),
    step: "",
    isTransactional: true,
    comment: `Adds ${path}.`,
    up: [
      sqlStep(
        `alter table ${table.getQuotedName()} add column ${helper.createTableColumn(column, table)}`,
        isFilled ? "One value for all rows: PostgreSQL notes it once and touches no row." : undefined,
      ),
      ...andThen,
      ...(column.comment
        ? [sqlStep(helper.getChangeColumnCommentSQL(table.name, column, table.schema ?? ""))]
        : []),
    ],
    down: { steps: [sqlStep(`alter table ${table.getQuotedName()} drop column ${quoted(column.name)}`)] },
  };
}

// PostgreSQL would compute such a default row by row, into a new copy of the table, while nobody can use the old one.
function computedDefault(table: DatabaseTable, column: Column, value: string, planning: Planning): Piece[] {
  const setDefault = sqlStep(
    `alter table ${table.getQuotedName()} alter column ${quoted(column.name)} set default ${value}`,
    "Apart from the column: it is computed for each new row, and the rows that exist are filled in batches.",
  );
  return [
    addition(table, atFirst(column), planning, [setDefault]),
    fillNewColumn(table, column, value),
    ...(column.nullable ? [] : requireColumn(table, column)),
  ];
}

function requiredWithoutDefault(table: DatabaseTable, column: Column, planning: Planning): Piece[] {
  const value = planning.valueFor(table, column.name);
  if (value === undefined) throw valueMissing(columnPath(table, column.name));
  const target = `alter table ${table.getQuotedName()} alter column ${quoted(column.name)}`;
  const isDefault = canBeDefault(value);
  const setDefault = sqlStep(
    `${target} set default ${value}`,
    "For the rows that deployed code inserts meanwhile, without knowing the column.",
  );
  return [
    addition(table, atFirst(column), planning, isDefault ? [setDefault] : []),
    fillNewColumn(table, column, value),
    ...requireColumn(table, column),
    ...(isDefault ? [dropDefault(table, column, value)] : []),
  ];
}

/** Takes the default off a column. Where the column is required, code that relied on it fails from then on. */
export function dropDefault(table: DatabaseTable, column: Column, value: string): Piece {
  const target = `alter table ${table.getQuotedName()} alter column ${quoted(column.name)}`;
  const rule = "add-column-required-drop-default";
  const drop = `${target} drop default`;
  return {
    stage: "drop default",
    subject: subjectOf(table, column.name),
    step: "drop_default",
    isTransactional: true,
    comment: `Drops the default of ${columnPath(table, column.name)}. From then on code has to write it itself.`,
    up: [column.nullable ? sqlStep(drop) : intendedStep(rule, "The entity has no default.", drop)],
    down: { steps: [sqlStep(`${target} set default ${value}`)] },
  };
}

function fillNewColumn(table: DatabaseTable, column: Column, value: string): Piece {
  const whyNoWayBack = "Nothing to take back: the values go with the column.";
  return fillColumn(table, column.name, { value, whyNoWayBack });
}

/** The column as it has to be while it is empty. */
function atFirst(column: Column): Column {
  return { ...column, nullable: true, default: null };
}

function valueMissing(path: string): MigratorError {
  return new MigratorError(
    "GENERATE_VALUE_MISSING",
    `${path} is required and has no default: the rows that exist have no value for it.`,
    "Give the property a default, or make it nullable first, or say what the rows get: pitstop attribute:add … --backfill.",
  );
}

function refuseRewrite(table: DatabaseTable, column: Column): void {
  if (!column.generated && !column.autoincrement) return;
  throw new MigratorError(
    "GENERATE_COLUMN_UNSAFE",
    `${columnPath(table, column.name)} is computed by the database: adding it writes every row anew while nobody can use the table.`,
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
