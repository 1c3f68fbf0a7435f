import { ensureHistory } from "../history/index.ts";
import type { AppliedMigration } from "./applied.ts";
import type { ApplyOptions } from "./apply-options.ts";
import { ApplySession } from "./apply-session.ts";
import { applyInTransaction } from "./in-transaction.ts";
import { refuseUnsafeSteps } from "./refuse.ts";
import { applyStepByStep } from "./step-by-step.ts";

/**
 * Applies one migration. Every attempt has a lock timeout, so that no queue forms behind it; what does not get its
 * locks is rolled back and tried again after a growing pause. A transactional migration takes effect as a whole; of
 * any other one each step is noted as done, and a run that follows one that failed, was killed or lost its connection
 * goes on after the last of them.
 *
 * The caller holds the migration lock. `log` writes what others read as "applied"; it runs in the transaction that
 * makes it true.
 *
 * Throws MigratorError APPLY_LOCK_TIMEOUT, which names who is in the way, APPLY_STATEMENT_FAILED,
 * APPLY_STATEMENT_TIMEOUT, APPLY_CONNECTION_LOST, APPLY_EDITED_HALFWAY, APPLY_UNSETTLED, APPLY_STILL_RUNNING,
 * APPLY_TRANSACTION_CONTROL, APPLY_NOT_IN_TRANSACTION, APPLY_BACKFILL_IN_TRANSACTION, APPLY_INDEX_NAMELESS, what `runBackfill` and
 * `ensureHistory` throw, MIGRATION_PRIMARY_CHANGED, and the signal's reason.
 */
export async function applyMigration(options: ApplyOptions): Promise<AppliedMigration> {
  const { migration } = options;
  refuseUnsafeSteps(migration);
  const startedAt = performance.now();
  const session = await ApplySession.open(options);
  try {
    await ensureHistory(session.client);
    const statements = migration.isTransactional
      ? await applyInTransaction(session)
      : await applyStepByStep(session);
    return {
      name: migration.name,
      direction: migration.direction,
      hash: migration.hash,
      duration: performance.now() - startedAt,
      retries: statements.reduce((sum, { retries }) => sum + retries, 0),
      statements,
    };
  } finally {
    await session.close();
  }
}
