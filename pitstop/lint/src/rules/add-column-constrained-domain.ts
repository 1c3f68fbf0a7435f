import { typeText } from "../column-type.ts";
import { heldToTheEnd } from "../lock.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "add-column-constrained-domain",
  level: "error",
  costs: ["rewrite", "scan"],
  finds: "a column of a domain with a constraint: rewrites the table",
  instead: "a column of the type below, and the check on the table",
  why: "PostgreSQL checks the domain's constraint for every row and rewrites each one to do so, even if the column is null.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "https://www.postgresql.org/docs/18/sql-createdomain.html",
  ],
  find: (statement, known) =>
    addedColumns(statement, known)
      .filter(
        ({ column }) => !column.type.isArray && known.domains.get(column.type.name)?.isConstrained === true,
      )
      .map(({ name, table, column }) => ({ name, table, column, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `Adding ${column.name} of the domain ${typeText(column.type)} tests its constraint for every row and rewrites the whole of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column }) =>
    [
      `-- The type below ${typeText(column.type)}, such as integer or text:`,
      `alter table ${quotedTable(name)} add column ${quoted(column.name)} text;`,
      "-- The condition of the domain as a check of the table, NOT VALID now and validated in the next migration.",
    ].join("\n"),
});
