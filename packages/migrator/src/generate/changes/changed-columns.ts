import type { ColumnDifference, DatabaseTable, TableDifference } from "@mikro-orm/sql";
import { quoted } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { type PlannedStep, sqlStep } from "../planned-file.ts";
import { columnPath, type Planning, subjectOf } from "../planning.ts";
import { defaultOf, dropDefault, refuseBrokenDefault } from "./added-columns.ts";
import { fillColumn } from "./backfill.ts";
import { relaxColumn, requireColumn } from "./required.ts";
import { changedType } from "./type-change.ts";

/** Columns that stay, with another type, default, comment or another word on nulls. */
export function changedColumns(table: TableDifference, planning: Planning): Piece[] {
  return Object.values(table.changedColumns).flatMap((change) => [
    ...changedType(table, change),
    ...changedDefault(table.toTable, change),
    ...changedComment(table.toTable, change, planning),
    ...changedNullability(table.toTable, change, planning),
  ]);
}

function changedDefault(
  table: DatabaseTable,
  { column, fromColumn, changedProperties }: ColumnDifference,
): Piece[] {
  if (!changedProperties.has("default")) return [];
  refuseBrokenDefault(table, column);
  const [before, value] = [defaultOf(fromColumn), defaultOf(column)];
  if (before !== undefined && value === undefined) return [dropDefault(table, column, before)];
  const target = `alter table ${table.getQuotedName()} alter column ${quoted(column.name)}`;
  const statement = (wanted: string | undefined) =>
    sqlStep(wanted === undefined ? `${target} drop default` : `${target} set default ${wanted}`);
  const comment = `Changes the default of ${columnPath(table, column.name)} for new rows; those that exist keep their values.`;
  const [up, down] = [statement(value), statement(before)];
  return [quick(subjectOf(table, column.name), "default", comment, up, down)];
}

function changedComment(table: DatabaseTable, change: ColumnDifference, { helper }: Planning): Piece[] {
  if (!change.changedProperties.has("comment")) return [];
  const [up, down] = [change.column, change.fromColumn].map((column) =>
    sqlStep(helper.getChangeColumnCommentSQL(table.name, column, table.schema ?? "")),
  );
  if (up === undefined || down === undefined) return [];
  const comment = `Describes ${columnPath(table, change.column.name)}.`;
  return [quick(subjectOf(table, change.column.name), "comment", comment, up, down)];
}

function changedNullability(table: DatabaseTable, change: ColumnDifference, planning: Planning): Piece[] {
  const { column } = change;
  if (!change.changedProperties.has("nullable")) return [];
  if (column.nullable) return [relaxColumn(table, column)];
  const value = planning.valueFor(table, column.name);
  const whyNoWayBack = "Nothing to take back: which rows had a null before is not known any more.";
  const fill = value === undefined ? [] : [fillColumn(table, column.name, { value, whyNoWayBack })];
  return [...fill, ...requireColumn(table, column)];
}

/** What PostgreSQL notes in its catalogue, whatever the size of the table. */
export function quick(
  subject: string,
  step: string,
  comment: string,
  up: PlannedStep,
  down: PlannedStep,
): Piece {
  const pieces = { subject, step, comment, up: [up], down: { steps: [down] } };
  return { ...pieces, stage: "add", group: "add", isTransactional: true };
}

/** The comment of a table, where it changed. */
export function changedTableComment(table: TableDifference, { helper }: Planning): Piece[] {
  if (table.changedComment === undefined) return [];
  const up = sqlStep(helper.alterTableComment(table.toTable, table.changedComment));
  const down = sqlStep(helper.alterTableComment(table.toTable, table.fromTable.comment ?? ""));
  return [quick(subjectOf(table.toTable), "comment", `Describes the table ${table.name}.`, up, down)];
}
