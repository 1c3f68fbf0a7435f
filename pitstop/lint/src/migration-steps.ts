import { backfillMark, isBackfill } from "./backfill-query.ts";
import { LintError } from "./lint-error.ts";
import type { MigrationCode } from "./load-migration.ts";
import { backfillStep, type Step, sqlStep } from "./step.ts";

/**
 * What `up` of a migration lists, in its order. Throws LintError LINT_MIGRATION_FAILED, and LINT_MIGRATION_QUERIES for
 * code whose statements depend on a database.
 */
export async function listSteps(path: string, migration: MigrationCode): Promise<Step[]> {
  let isAsking = false;
  const ask = () => {
    isAsking = true;
    throw queries(path, "runs its own queries");
  };
  Object.assign(migration, { execute: ask, getEntityManager: ask });
  try {
    await migration.up();
  } catch (error) {
    if (!isAsking) throw failed(path, error);
  }
  // The code may have caught the error.
  if (isAsking) ask();
  return migration.getQueries().flatMap((query) => stepOf(path, query));
}

function stepOf(path: string, query: unknown): Step[] {
  if (typeof query === "string") return query.trim() === "" ? [] : [sqlStep(query.trim())];
  if (isBackfill(query)) return [backfillStep(query[backfillMark])];
  throw queries(path, "adds a query that is not SQL text");
}

function queries(path: string, what: string): LintError {
  return new LintError(
    "LINT_MIGRATION_QUERIES",
    `${path} ${what}: what it does is known only when it runs.`,
    "Use this.addSql(`…`) with the statements, or run `pitstop-migrator rehearse`, which runs the migration on a copy.",
  );
}

function failed(path: string, error: unknown): LintError {
  return new LintError(
    "LINT_MIGRATION_FAILED",
    `up() of ${path} failed: ${error instanceof Error ? error.message : String(error)}`,
    "up() is called to see what it lists, without a database: it may only use this.addSql and this.backfill.",
    { cause: error },
  );
}
