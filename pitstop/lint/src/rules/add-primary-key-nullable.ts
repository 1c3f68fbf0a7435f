import { columnIn, tableIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { isProvenNotNull } from "../proven-not-null.ts";
import { notNullSteps } from "../rewrites/not-null.ts";
import { rule } from "../rule.ts";
import { addedConstraints } from "../table-change.ts";

export default rule({
  id: "add-primary-key-nullable",
  level: "error",
  costs: ["scan"],
  finds: "a primary key over a column that may be null",
  instead: "the steps of set-not-null first",
  why: "A primary key makes its columns required. One that may be null is scanned for nulls, even if the index exists.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    "Atlas PG304",
  ],
  find: (statement, known) =>
    addedConstraints("primary", statement, known).flatMap(({ name, table, constraint }) => {
      const ofIndex = tableIn(known, name)?.indexes.get(constraint.usingIndex ?? "")?.columns;
      const column = (ofIndex ?? constraint.columns).find(
        (key) => columnIn(known, name, key)?.isNotNull === false && !isProvenNotNull(known, name, key),
      );
      return column === undefined ? [] : [{ name, table, column, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, column, lock }) =>
    `The primary key makes ${column} required, which may be null today: every row of ${table} is scanned, and one null fails the statement. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column }, _statement, known) =>
    `${notNullSteps(name, column, known)}\n-- Then the primary key by a unique index that is built concurrently (USING INDEX).`,
});
