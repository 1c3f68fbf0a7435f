import { columnIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { isProvenNotNull } from "../proven-not-null.ts";
import { notNullConstraintSteps, notNullSteps } from "../rewrites/not-null.ts";
import { rule } from "../rule.ts";
import { addedConstraints, changesOf } from "../table-change.ts";

export default rule({
  id: "set-not-null",
  level: "error",
  costs: ["scan"],
  finds: "SET NOT NULL that scans the table",
  instead: "a valid CHECK first (from 12 on)",
  why: "SET NOT NULL scans the table, unless a valid CHECK proves that there is no null (from PostgreSQL 12 on).",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL",
    "strong_migrations change_column_null",
    "squawk adding-not-nullable-field",
    "Atlas PG303, MF104",
  ],
  find(statement, known) {
    const set = changesOf("AT_SetNotNull", statement, known).map(({ name, table, command }) => ({
      name,
      table,
      column: command.name ?? "",
      addition: undefined,
    }));
    const added = addedConstraints("not-null", statement, known)
      .filter(({ constraint }) => constraint.isValidated)
      .map((addition) => ({ ...addition, addition, column: addition.constraint.columns[0] ?? "" }));
    return [...set, ...added]
      .filter(({ name, column }) => {
        const before = columnIn(known, name, column);
        const isRequired = before?.isNotNull === true && !before.isFromSnapshot;
        return !isRequired && !isProvenNotNull(known, name, column);
      })
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const }));
  },
  explain: ({ table, column, lock }) =>
    `Making ${column} required scans the whole of ${table}, and fails at the first null. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, column, addition }, _statement, known) =>
    addition ? notNullConstraintSteps(addition, known) : notNullSteps(name, column, known),
});
