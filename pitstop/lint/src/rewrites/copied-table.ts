import type { Constraint } from "../constraint.ts";
import { constraintText } from "../source-text.ts";
import type { Statement } from "../statement.ts";
import { quotedTable, type TableName } from "../table-name.ts";

/** For a constraint that can't use an existing index: a new table that has it, which takes the old one's place. */
export function copiedTableText(table: TableName, { location }: Constraint, statement: Statement): string {
  const copy = quotedTable({ ...table, name: `${table.name}_new` });
  return [
    `create table ${copy} (like ${quotedTable(table)} including all);`,
    `alter table ${copy} add ${constraintText(statement, location)};`,
    "-- Write to both tables, copy the rows in batches, then read from the new one.",
  ].join("\n");
}
