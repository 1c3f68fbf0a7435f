import type { ColumnDifference, DatabaseTable, TableDifference } from "@mikro-orm/postgresql";
import {
  changeDefault,
  dropDefault,
  fillColumn,
  type Recipe,
  relaxColumn,
  requireColumn,
} from "@pitstop/lint/recipes";
import type { Piece } from "../piece.ts";
import { type PlannedStep, sqlStep } from "../planned-file.ts";
import { columnPath, type Planning, subjectOf, tableName } from "../planning.ts";
import { recipePieces } from "../recipe-pieces.ts";
import { commentStatement, defaultOf, refuseBrokenDefault } from "./added-columns.ts";
import { changedType } from "./type-change.ts";

/** Columns that stay, with another type, default, comment or another word on nulls. */
export function changedColumns(table: TableDifference, planning: Planning): Piece[] {
  return Object.values(table.changedColumns).flatMap((change) => {
    const options = { table: table.toTable, subject: subjectOf(table.toTable, change.column.name) };
    return [
      ...recipePieces(changedType(table, change), options),
      ...recipePieces(changedDefault(table.toTable, change), options),
      ...changedComment(table.toTable, change, planning),
      ...recipePieces(changedNullability(table.toTable, change, planning), options),
    ];
  });
}

function changedDefault(
  table: DatabaseTable,
  { column, fromColumn, changedProperties }: ColumnDifference,
): Recipe {
  if (!changedProperties.has("default")) return [];
  refuseBrokenDefault(table, column);
  const name = { table: tableName(table), column: column.name };
  const [before, value] = [defaultOf(fromColumn), defaultOf(column)];
  return before !== undefined && value === undefined
    ? dropDefault(name, before, { isRequired: !column.nullable })
    : changeDefault(name, before, value);
}

function changedComment(table: DatabaseTable, change: ColumnDifference, { helper }: Planning): Piece[] {
  if (!change.changedProperties.has("comment")) return [];
  const up = sqlStep(commentStatement(table, change.column, helper).sql);
  const down = sqlStep(commentStatement(table, change.fromColumn, helper).sql);
  const comment = `Describes ${columnPath(table, change.column.name)}.`;
  return [quick(subjectOf(table, change.column.name), "comment", comment, up, down)];
}

function changedNullability(
  table: DatabaseTable,
  { column, changedProperties }: ColumnDifference,
  planning: Planning,
): Recipe {
  if (!changedProperties.has("nullable")) return [];
  const name = { table: tableName(table), column: column.name };
  if (column.nullable) return relaxColumn({ ...name, reason: "The entity allows nulls." });
  const value = planning.valueFor(table, column.name);
  const why = "Nothing to roll back: which rows had a null before is no longer known.";
  const fill = value === undefined ? [] : [fillColumn({ ...name, value, why })];
  return [...fill, ...requireColumn(name)];
}

/** What PostgreSQL notes in its catalog, whatever the size of the table. */
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
