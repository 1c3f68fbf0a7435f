import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { MigratorError } from "../errors.ts";
import type { FingerprintDifference } from "../fingerprint/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { count } from "../report/words.ts";
import { partByIntent } from "../verify/intended.ts";
import { compareLive, type LiveComparison, type LiveState, liveState } from "../verify/live.ts";
import type { StepResult, Walk } from "../walk.ts";

/**
 * How long PostgreSQL may keep the count of a session's writes to itself, in milliseconds
 * (PGSTAT_IDLE_INTERVAL of src/backend/utils/activity/pgstat.c, and some).
 */
const STATISTICS_DELAY = 12_000;

/**
 * Compares the live database with its state before the migrations. Throws MigratorError VERIFICATION_FAILED with the
 * command that brings the backup back.
 */
export async function verifyStep(
  walk: Walk,
  client: pg.ClientBase,
  before: LiveState,
  { budget, migrations }: { budget: number; migrations: readonly ReadMigration[] },
): Promise<StepResult<void>> {
  const comparison = await settledComparison(client, before, budget, migrations);
  const problems = problemsOf(comparison);
  walk.note({
    problems: [...walk.report.problems, ...problems],
    notes: [...walk.report.notes, ...notesOf(comparison)],
  });
  if (problems.length > 0) {
    throw new MigratorError(
      "VERIFICATION_FAILED",
      `The database is not as it was: ${problems.join(" ")}`,
      walk.report.restore
        ? `The backup from before is whole. To bring it back: ${walk.report.restore}`
        : "No backup was made in this run; look at the differences before anything else runs.",
    );
  }
  const changed = new Set(comparison.intended.map(({ schema, table }) => `${schema}.${table}`));
  const compared = before.tables.length - comparison.written.length - changed.size;
  return { summary: `${count(compared, "table")} as before, no orphans, no invalid index`, value: undefined };
}

/** A write that the application made a moment ago may not be counted yet: a difference is looked at until it would be. */
async function settledComparison(
  client: pg.ClientBase,
  before: LiveState,
  budget: number,
  migrations: readonly ReadMigration[],
): Promise<LiveComparison & { intended: readonly FingerprintDifference[] }> {
  const end = performance.now() + STATISTICS_DELAY;
  for (;;) {
    const compared = compareLive(before, await liveState(client, budget));
    const { unasked, intended } = partByIntent(compared.differences, migrations);
    const comparison = { ...compared, differences: unasked, intended };
    if (comparison.differences.length === 0 || performance.now() > end) return comparison;
    await pause(1_000);
  }
}

function problemsOf({ differences, orphans, broken }: LiveComparison): string[] {
  return [
    ...differences.map(({ sentence }) => sentence),
    ...orphans.map(
      ({ table, constraint, references, rows }) =>
        `${count(rows, "row")} of ${table} refer to nothing in ${references} (${constraint}).`,
    ),
    ...broken.flatMap(({ kind, problem }) => (kind === "index" ? [problem] : [])),
  ];
}

function notesOf({ written, broken }: LiveComparison): string[] {
  return [
    ...written.map((table) => `${table} was written to meanwhile; its data was compared in the rehearsal.`),
    ...broken.flatMap(({ kind, problem }) => (kind === "constraint" ? [problem] : [])),
  ];
}
