import { heldToTheEnd } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { volatileFunction } from "../volatility.ts";

export default rule({
  id: "add-column-volatile-default",
  level: "error",
  costs: ["rewrite"],
  finds: "a default with a different value for each row: rewrites the table",
  instead: "the column, then `SET DEFAULT`, then a backfill",
  why: "A default that is not one value for all rows is computed row by row, into a new copy of the table.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "strong_migrations add_column_default",
    "squawk adding-field-with-default",
    "Atlas PG302",
  ],
  find: (statement, known) =>
    addedColumns(statement, known).flatMap(({ name, table, column }) => {
      const called = column.defaultValue && volatileFunction(column.defaultValue.expression);
      return called === undefined ? [] : [{ name, table, column, called, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, column, called, lock }) =>
    `Adding ${column.name} with the default ${called}() rewrites the whole of ${table}: the function is volatile or unknown, so each row gets its own value. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
