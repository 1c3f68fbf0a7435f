import { heldToTheEnd } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { inlineConstraints } from "../table-change.ts";

export default rule({
  id: "add-column-inline-unique",
  level: "error",
  costs: ["scan"],
  finds: "UNIQUE on an added column",
  instead: "the column, a concurrent unique index, `USING INDEX`",
  why: "UNIQUE on an added column builds its index while the table can't be read.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    "squawk disallowed-unique-constraint",
  ],
  find: (statement, known) =>
    inlineConstraints("unique", statement, known).map((found) => ({
      ...found,
      lock: "ACCESS EXCLUSIVE" as const,
    })),
  explain: ({ table, column, lock }) =>
    `Adding ${column.name} as UNIQUE scans ${table} and builds an index inside the ALTER TABLE. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
