import { typeText } from "../column-type.ts";
import { heldToTheEnd } from "../lock.ts";
import { typeChangeText } from "../rewrites/type-change.ts";
import { rule } from "../rule.ts";
import { changedTypes } from "../type-change-of-statement.ts";

export default rule({
  id: "change-column-type",
  level: "error",
  costs: ["rewrite", "scan"],
  finds: "a type that rewrites the table; a warning if the old type is unknown and it may be safe",
  instead: "a new column: write both, backfill, switch, drop the old one",
  why: "A change of type that is more than a relabeling rewrites every row. squawk calls every change unsafe; this rule knows the old type.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "strong_migrations change_column",
    "squawk changing-column-type",
    "Atlas PG301",
  ],
  find: (statement, known) =>
    changedTypes(statement, known)
      .filter(({ effect }) => effect === undefined || effect === "table rewrite")
      .map((found) => ({
        ...found,
        lock: "ACCESS EXCLUSIVE" as const,
        // Of an unknown type, the change may be one of those that rewrite nothing.
        level:
          found.effect === undefined && sometimesFree.has(found.next.name)
            ? ("warning" as const)
            : ("error" as const),
      })),
  explain: ({ table, column, current, next, effect, lock }) =>
    effect === undefined
      ? `The type that ${column} of ${table} has today is not known here: unless ${typeText(next)} only widens it, every row is rewritten. ${heldToTheEnd(lock, table)} State the type to know: /* given: ${table}.${column} varchar(20) */.`
      : `Changing ${column} from ${current && typeText(current)} to ${typeText(next)} rewrites the whole of ${table} and its indexes. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column }, statement, known) => typeChangeText(name, column, statement, known),
});

/** Types that some other type can become, or widen to, without a rewrite (see safe-type-change.ts). */
const sometimesFree = new Set(
  "varchar text citext numeric timestamp timestamptz time timetz interval inet varbit oid".split(" "),
);
