import { heldToTheEnd } from "../lock.ts";
import { rule } from "../rule.ts";
import { constraintText } from "../source-text.ts";
import { addedConstraints } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

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
  rewrite({ name, constraint }, statement) {
    const copy = quotedTable({ ...name, name: `${name.name}_new` });
    return [
      `create table ${copy} (like ${quotedTable(name)} including all);`,
      `alter table ${copy} add ${constraintText(statement, constraint.location)};`,
      "-- Write to both tables, copy the rows in batches, then read from the new one.",
    ].join("\n");
  },
});
