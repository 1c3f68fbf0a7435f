import { typeText } from "../column-type.ts";
import { tableIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { typeChangeText } from "../rewrites/type-change.ts";
import { rule } from "../rule.ts";
import { changedTypes } from "../type-change-of-statement.ts";

export default rule({
  id: "change-type-indexed",
  level: "error",
  costs: ["scan"],
  finds: "a type or a collation that rebuilds the column's indexes",
  instead: "a new column with a concurrent index",
  why: "A change that leaves the rows alone but compares them differently rebuilds every index of the column.",
  sources: ["strong_migrations (citext in change_type_safe?); measured, see safe-type-change.test.ts"],
  find: (statement, known) =>
    changedTypes(statement, known)
      .filter(({ effect }) => effect === "index rebuild")
      .flatMap((found) => {
        const indexes = [...(tableIn(known, found.name)?.indexes ?? [])]
          .filter(([, index]) => index.columns.includes(found.column))
          .map(([index]) => index);
        return indexes.length === 0 ? [] : [{ ...found, indexes, lock: "ACCESS EXCLUSIVE" as const }];
      }),
  explain: ({ table, column, next, isRecollated, indexes, lock }) =>
    `Changing ${isRecollated ? `the collation of ${column}` : `${column} to ${typeText(next)}`} rewrites no row of ${table}, but rebuilds ${indexes.join(", ")}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column }, statement, known) => typeChangeText(name, column, statement, known),
});
