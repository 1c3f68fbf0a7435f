import { advice } from "./flavors/advice.ts";
import { nothingKnown } from "./known.ts";
import { learn } from "./learn.ts";
import type { Lock } from "./lock.ts";
import { split } from "./split.ts";
import { shown } from "./table-name.ts";
import { takenLocks } from "./taken-locks.ts";

export interface StatementLock {
  /** As the statement names it. */
  readonly table: string;
  readonly lock: Lock;
}

/**
 * The locks that the statements of one migration take on tables that were there before it, as far as their text says;
 * one list per statement. Throws LintError LINT_SQL_INVALID.
 */
export function statementLocks(statements: readonly string[]): StatementLock[][] {
  const known = nothingKnown(advice.sql);
  return statements.map((sql) =>
    split(sql, { isInTransaction: true, queries: [] }).flatMap((statement) => {
      const taken = takenLocks(statement, known).map(({ table, lock }) => ({ table: shown(table), lock }));
      learn(statement, known);
      return taken;
    }),
  );
}
