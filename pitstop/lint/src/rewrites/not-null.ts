import { constraintName } from "../constraint.ts";
import type { Known } from "../known.ts";
import { quotedList } from "../quote.ts";
import { addConstraint } from "../recipes/constraint.ts";
import { requireColumn } from "../recipes/required.ts";
import type { AddedConstraint } from "../table-change.ts";
import type { TableName } from "../table-name.ts";
import { recipeText } from "./recipe-text.ts";

/** Makes a column required without a scan under ACCESS EXCLUSIVE. */
export function notNullSteps(table: TableName, column: string, known: Known): string {
  return recipeText(requireColumn({ table, column, serverMajor: known.serverVersion.major }), table, known);
}

/** The same for ADD CONSTRAINT … NOT NULL (PostgreSQL 18), which keeps its name. */
export function notNullConstraintSteps({ name: table, constraint }: AddedConstraint, known: Known): string {
  const { columns, isOwn } = constraint;
  const name = constraintName(table, constraint);
  const definition = `not null ${quotedList(columns)}${isOwn ? " no inherit" : ""}`;
  return recipeText(addConstraint({ kind: "not null", table, name, definition }, "not_null"), table, known);
}
