import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";

export default rule({
  id: "add-column-required",
  level: "error",
  costs: [],
  finds: "NOT NULL without a default: fails on the first row",
  instead: "nullable, backfill, then the steps of set-not-null",
  why: "Existing rows have no value for the required column.",
  sources: [
    "https://www.postgresql.org/docs/18/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN",
    "squawk adding-required-field",
    "Atlas MF103",
  ],
  find: (statement, known) =>
    addedColumns(statement, known)
      .filter(({ column }) => column.isNotNull && column.defaultValue === undefined)
      .filter(({ column }) => !column.isIdentity && !column.type.isSerial && column.generated === undefined)
      .map(({ name, table, column }) => ({ name, table, column, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column }) =>
    `Adding ${column.name} as NOT NULL without a default fails as soon as ${table} has one row: column "${column.name}" contains null values. Code that is deployed and does not name the column could not insert either.`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
