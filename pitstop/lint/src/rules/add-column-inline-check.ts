import { heldToTheEnd } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { inlineConstraints } from "../table-change.ts";

export default rule({
  id: "add-column-inline-check",
  level: "error",
  costs: ["scan"],
  finds: "CHECK on an added column, and NOT NULL on a virtual generated one",
  instead: "the column, then the constraint with `NOT VALID`",
  why: "A constraint on an added column is verified for every row while the table can't be read.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  find: (statement, known) =>
    [
      ...inlineConstraints("check", statement, known).filter(({ constraint }) => constraint.isValidated),
      ...inlineConstraints("not-null", statement, known).filter(
        ({ column }) => column.generated === "virtual",
      ),
    ].map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, constraint, lock }) =>
    `Adding ${column.name} with ${constraint.kind === "check" ? "a CHECK" : "NOT NULL"} verifies every row of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
