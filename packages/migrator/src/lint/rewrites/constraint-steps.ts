import type { Constraint } from "../constraint.ts";
import { constraintName } from "../constraint.ts";
import { quoted, quotedList } from "../quote.ts";
import { quotedTable, type TableName } from "../table-name.ts";

/** Adds a constraint without looking at the rows, and looks at them later under a lock that stops nobody. */
export function notValidThenValidate(table: TableName, name: string, body: string): string {
  return [
    `alter table ${quotedTable(table)} add constraint ${quoted(name)} ${body} not valid;`,
    "-- Next migration (SHARE UPDATE EXCLUSIVE, reads and writes go on):",
    `alter table ${quotedTable(table)} validate constraint ${quoted(name)};`,
  ].join("\n");
}

export function foreignKeySteps(table: TableName, constraint: Constraint): string {
  const { references } = constraint;
  if (references === undefined) return "";
  const target = references.columns.length > 0 ? ` (${quotedList(references.columns)})` : "";
  const body = `foreign key (${quotedList(constraint.columns)}) references ${quotedTable(references.table)}${target}${references.actions ?? ""}`;
  return notValidThenValidate(table, constraintName(table, constraint), body);
}

/** Builds the index beside the traffic and makes it the constraint in a moment; `between` comes before that moment. */
export function uniqueSteps(
  table: TableName,
  constraint: Constraint,
  between: readonly string[] = [],
): string {
  const name = quoted(constraintName(table, constraint));
  const words = constraint.kind === "primary" ? "primary key" : "unique";
  return [
    "-- A migration of its own, outside a transaction:",
    `create unique index concurrently ${name} on ${quotedTable(table)} (${quotedList(constraint.columns)});`,
    ...between,
    "-- Next migration:",
    `alter table ${quotedTable(table)} add constraint ${name} ${words} using index ${name};`,
  ].join("\n");
}
