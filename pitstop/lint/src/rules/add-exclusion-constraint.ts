import { heldToTheEnd } from "../lock.ts";
import { copiedTableText } from "../rewrites/copied-table.ts";
import { rule } from "../rule.ts";
import { addedConstraints } from "../table-change.ts";

export default rule({
  id: "add-exclusion-constraint",
  level: "error",
  costs: ["scan"],
  finds: "EXCLUDE on a table with rows",
  instead: "a new table and a copy",
  why: "An exclusion constraint builds its index while the table can't be read, and can't use an existing index.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html",
    "strong_migrations add_exclusion_constraint",
    "online_migrations",
  ],
  find: (statement, known) =>
    addedConstraints("exclusion", statement, known).map((found) => ({
      ...found,
      lock: "ACCESS EXCLUSIVE" as const,
    })),
  explain: ({ table, lock }) =>
    `Adding the exclusion constraint compares every row of ${table} and builds an index inside the ALTER TABLE. ${heldToTheEnd(lock, table)} There is no form that works beside the traffic.`,
  rewrite: ({ name, constraint }, statement) => copiedTableText(name, constraint, statement),
});
