import { columnIn, type Known, tableIn } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "drop-not-null",
  level: "warning",
  costs: [],
  finds: "DROP NOT NULL, and DROP CONSTRAINT of a not-null constraint",
  instead: "deploy code that handles null first",
  why: "Code that expects a value may read a null. The tools disagree: squawk calls it unsafe, django-migration-linter safe. It loses nothing and scans nothing, so it is a warning here.",
  sources: [
    "https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL",
    "squawk ban-drop-not-null",
  ],
  find: (statement, known) =>
    [...byColumn(statement, known), ...byConstraint(statement, known)].map((found) => ({
      ...found,
      lock: "ACCESS EXCLUSIVE" as const,
    })),
  explain: ({ table, column, lock }) =>
    `Deployed code that reads ${column} of ${table} was never given null, and may fail on the first one. ${heldBriefly(lock, table)}`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "drop-not-null",
      `all deployed code can read null in ${table}.${column}`,
      `First deploy code that can read null in ${table}.${column}, then:`,
      statement,
    ),
});

const byColumn = (statement: Statement, known: Known) =>
  changesOf("AT_DropNotNull", statement, known)
    .filter(({ name, command }) => columnIn(known, name, command.name ?? "")?.isNew !== true)
    .map(({ table, command }) => ({ table, column: command.name ?? "" }));

/** From PostgreSQL 18 on NOT NULL is a constraint with a name. */
const byConstraint = (statement: Statement, known: Known) =>
  changesOf("AT_DropConstraint", statement, known).flatMap(({ name, table, command }) => {
    const key = command.name ?? "";
    const constraint = tableIn(known, name)?.constraints.get(key);
    if (constraint?.isNew === true) return [];
    if (constraint?.kind === "not-null") return [{ table, column: constraint.columns.join(", ") }];
    return constraint === undefined && isNamedNotNull(key) ? [{ table, column: `the column of ${key}` }] : [];
  });

/** The name that PostgreSQL gives: cars_vin_not_null. */
const isNamedNotNull = (name: string): boolean => /_not_null\d*$/.test(name);
