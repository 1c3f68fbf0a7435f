import { heldToTheEnd } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { inlineConstraints } from "../table-change.ts";

export default rule({
  id: "add-column-inline-check",
  level: "error",
  costs: ["scan"],
  finds: "CHECK on an added column",
  instead: "the column, then the CHECK with `NOT VALID`",
  why: "CHECK on an added column is verified for every row while the table can't be read.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  find: (statement, known) =>
    inlineConstraints("check", statement, known)
      .filter(({ constraint }) => constraint.isValidated)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `Adding ${column.name} with a CHECK verifies every row of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
