import { tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-primary-key",
  level: "warning",
  costs: [],
  finds: "DROP CONSTRAINT of a primary key",
  instead: "a unique index on the same columns first",
  why: "Two rows can have the same key, its index is lost, and replication has nothing to identify rows by. CASCADE also drops the foreign keys that reference it.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT",
    "https://www.postgresql.org/docs/18/sql-insert.html#SQL-ON-CONFLICT",
  ],
  find: (statement, known) =>
    changesOf("AT_DropConstraint", statement, known).flatMap(({ name, table, command }) => {
      const key = command.name ?? "";
      const constraint = tableIn(known, name)?.constraints.get(key);
      const isPrimary = constraint === undefined ? isNamedPrimary(key) : constraint.kind === "primary";
      if (!isPrimary || constraint?.isNew === true) return [];
      return [
        { key, isCascade: command.behavior === "DROP_CASCADE", table, lock: "ACCESS EXCLUSIVE" as const },
      ];
    }),
  explain: ({ table, key, isCascade, lock }) =>
    `Without ${key}, two rows of ${table} may have the same key, deployed INSERT … ON CONFLICT fails, and lookups read the whole table.${isCascade ? " CASCADE also drops every foreign key that references it." : ""} ${heldBriefly(lock, table)}`,
  rewrite: ({ table, key }, statement) =>
    intended(
      "drop-primary-key",
      `another unique index of ${table} replaces ${key}`,
      "First build a unique index concurrently, and use it for the new key (add constraint … primary key using index …). Then:",
      statement,
    ),
});

/** Names that PostgreSQL, MikroORM and people give: cars_pkey, pk_cars, cars_pk. */
function isNamedPrimary(name: string): boolean {
  return /_pkey\d*$|^pk_|_pk$/i.test(name);
}
