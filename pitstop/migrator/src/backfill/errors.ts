import type { BackfillPlan } from "@pitstop/lint/recipes";
import { messageOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import { type Blocker, shownBlockers } from "../lock/index.ts";

const GOES_ON = "What was filled stays filled, and the next run goes on from there.";

export function planInvalid(error: unknown, { table, set, where }: BackfillPlan): MigratorError {
  return new MigratorError(
    "BACKFILL_PLAN_INVALID",
    `PostgreSQL rejected "update ${table} set ${set} where ${where}": ${messageOf(error)}`,
    "Correct the column, the value or the condition. Nothing was changed.",
    { cause: error },
  );
}

export function stillMatching(plan: BackfillPlan, rows: number, range: string): MigratorError {
  return new MigratorError(
    "BACKFILL_NEVER_ENDS",
    `${rows} rows of ${range} match "${plan.where}" also after "${plan.set}": it would fill them for ever. This batch was rolled back.`,
    'Change "set" or "where" so that a filled row no longer matches; a trigger or a null result of "set" may be the reason.',
  );
}

export function tooManySweeps(plan: BackfillPlan, sweeps: number): MigratorError {
  return new MigratorError(
    "BACKFILL_NEVER_ENDS",
    `After ${sweeps} walks over ${plan.table} there are still rows that match "${plan.where}": somebody keeps writing such rows.`,
    `Let the application (or a default, or a trigger) fill new rows first, and run it again. ${GOES_ON}`,
  );
}

export function batchFailed(error: unknown, range: string): MigratorError {
  return new MigratorError(
    "BACKFILL_BATCH_FAILED",
    `The batch ${range} failed, and was rolled back: ${messageOf(error)}`,
    `Correct these rows or the plan, and run it again. ${GOES_ON}`,
    { cause: error },
  );
}

export function batchTooSlow(error: unknown, plan: BackfillPlan): MigratorError {
  return new MigratorError(
    "BACKFILL_TOO_SLOW",
    `Even a batch of one row of ${plan.table} took longer than the statement timeout, and was rolled back.`,
    `Check the update with EXPLAIN: it must use the index of the key. ${GOES_ON}`,
    { cause: error },
  );
}

export function lockNotHad(error: unknown, plan: BackfillPlan, blockers: readonly Blocker[]): MigratorError {
  const held = blockers.length === 0 ? "." : `, held by:\n${shownBlockers(blockers)}`;
  return new MigratorError(
    "BACKFILL_LOCK_TIMEOUT",
    `A batch of ${plan.table} did not get its locks in time${held}`,
    `Let these transactions end, or end them by: select pg_terminate_backend(pid). ${GOES_ON}`,
    { cause: error },
  );
}

export function connectionLost(error: unknown, plan: BackfillPlan): MigratorError {
  return new MigratorError(
    "BACKFILL_CONNECTION_LOST",
    `The connection to the database was lost while ${plan.table} was being filled.`,
    `Run the same command again. ${GOES_ON}`,
    { cause: error },
  );
}
