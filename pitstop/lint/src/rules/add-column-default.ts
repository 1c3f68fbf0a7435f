import { heldToTheEnd } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { volatileFunction } from "../volatility.ts";

export default rule({
  id: "add-column-default",
  level: "error",
  costs: ["rewrite"],
  finds: "any default before PostgreSQL 11: rewrites the table",
  instead: "the column, then `SET DEFAULT`, then a backfill",
  why: "Before PostgreSQL 11 any default of a new column is written into every row.",
  sources: ["https://www.postgresql.org/docs/11/release-11.html", "squawk adding-field-with-default"],
  find: (statement, known) =>
    known.serverVersion.major >= 11
      ? []
      : addedColumns(statement, known).flatMap(({ name, table, column }) => {
          const { defaultValue } = column;
          const isConstant =
            defaultValue !== undefined && volatileFunction(defaultValue.expression) === undefined;
          return isConstant ? [{ name, table, column, defaultValue, lock: "ACCESS EXCLUSIVE" as const }] : [];
        }),
  explain: ({ table, column, lock }, known) =>
    `PostgreSQL ${known.serverVersion.major} writes the default of ${column.name} into every row and rewrites the whole of ${table}; from PostgreSQL 11 on it does not. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
