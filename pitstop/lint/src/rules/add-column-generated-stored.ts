import { heldToTheEnd } from "../lock.ts";
import { computedColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";

export default rule({
  id: "add-column-generated-stored",
  level: "error",
  costs: ["rewrite"],
  finds: "a stored generated column: rewrites the table",
  instead: "a plain column and a trigger; `VIRTUAL` from 18 on",
  why: "A stored generated column is computed for every row. A virtual one (PostgreSQL 18) is not.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "strong_migrations add_column_generated_stored",
    "squawk adding-field-with-default",
  ],
  find: (statement, known) =>
    addedColumns(statement, known)
      .filter(({ column }) => column.generated === "stored")
      .map(({ name, table, column }) => ({ name, table, column, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `Adding ${column.name} as a stored generated column computes it for every row and rewrites the whole of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite({ column }, statement, known) {
    const text = computedColumnText(column.name, statement, known);
    if (known.serverVersion.major < 18) return text;
    return `-- PostgreSQL 18 also has GENERATED ALWAYS AS (…) VIRTUAL, which stores nothing and rewrites nothing.\n${text}`;
  },
});
