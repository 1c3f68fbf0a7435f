import { tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-unique-constraint",
  level: "warning",
  costs: [],
  finds: "DROP CONSTRAINT of a UNIQUE or EXCLUDE constraint",
  instead: "only when no code relies on it",
  why: "Duplicates become possible, deployed code that uses ON CONFLICT with these columns fails, and the index is lost.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT",
    "https://www.postgresql.org/docs/18/sql-insert.html#SQL-ON-CONFLICT",
  ],
  find: (statement, known) =>
    changesOf("AT_DropConstraint", statement, known).flatMap(({ name, table, command }) => {
      const key = command.name ?? "";
      const constraint = tableIn(known, name)?.constraints.get(key);
      const isUnique =
        constraint === undefined
          ? isNamedUnique(key)
          : constraint.kind === "unique" || constraint.kind === "exclusion";
      if (!isUnique || constraint?.isNew === true) return [];
      return [{ key, table, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, key, lock }) =>
    `Without ${key}, ${table} may get duplicates, and deployed INSERT … ON CONFLICT that needs it fails. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, key }, statement) =>
    intended(
      "drop-unique-constraint",
      `no deployed code relies on ${key} of ${table}`,
      "First deploy code that doesn't use ON CONFLICT with these columns or rely on unique values. Then:",
      statement,
    ),
});

/** Names that PostgreSQL, MikroORM and people give: cars_vin_key, cars_vin_unique, uq_cars, rentals_during_excl. */
function isNamedUnique(name: string): boolean {
  return /_(key|unique|uniq|uq|uk|excl)\d*$|^(uq|uk|uniq|unique)_/i.test(name);
}
