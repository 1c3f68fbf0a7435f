import { setTimeout as pause } from "node:timers/promises";
import { MigratorError } from "../errors.ts";
import { type AllowedDifference, claimsOf, judge } from "../intent/index.ts";
import { ON_REQUEST, type StageResult } from "../pipeline.ts";
import { withSource } from "../rehearse/rehearse.ts";
import { count } from "../report/words.ts";
import type { SnapshotOptions } from "../snapshot/index.ts";
import { compareLive, isOfData, type LiveComparison, type LiveState, liveState } from "../verify/live.ts";
import { firstOf, reportedDifferences } from "../verify/reported-differences.ts";
import { EMPTY, type Run, type Stage } from "./stage.ts";

/**
 * How long PostgreSQL may keep the count of a session's writes to itself, in milliseconds
 * (PGSTAT_IDLE_INTERVAL of src/backend/utils/activity/pgstat.c, and some).
 */
const STATISTICS_DELAY = 12_000;

/** Looks at the database before anything is applied. */
export const lookBefore: Stage = async (run) => {
  if (run.isEmpty || run.settings.without.includes("verification")) return;
  run.before = await liveState(run.client, optionsOf(run));
};

/**
 * Compares the live database with its state before the migrations. Throws MigratorError VERIFICATION_FAILED with the
 * command that brings the backup back.
 */
export const verify: Stage = async (run) => {
  const { pipeline, before } = run;
  if (run.isEmpty) return pipeline.notNeeded("verification", EMPTY);
  if (!before) return pipeline.leftOut("verification", ON_REQUEST);
  await pipeline.stage("verification", () => verified(run, before));
};

const optionsOf = ({ migrationsTable, settings }: Run): SnapshotOptions => ({
  migrationsTable,
  budget: settings.verificationBudget / 2,
});

async function verified(run: Run, before: LiveState): Promise<StageResult<void>> {
  const { pipeline } = run;
  const comparison = await settledComparison(run, before);
  const problems = problemsOf(comparison);
  pipeline.note({
    problems: [...pipeline.report.problems, ...problems],
    notes: [...pipeline.report.notes, ...notesOf(comparison)],
    allowed: reportedDifferences(comparison.allowed),
  });
  if (problems.length > 0) {
    throw new MigratorError(
      "VERIFICATION_FAILED",
      `Verification failed: the database no longer matches its state before the migration. ${firstOf(problems)}`,
      pipeline.report.restore
        ? `This run made a backup before it changed anything. To bring it back: ${pipeline.report.restore}`
        : "No backup was made in this run; look at the differences before anything else runs.",
    );
  }
  return { summary: summaryOf(before, comparison), value: undefined };
}

function summaryOf({ snapshot }: LiveState, { written, allowed, unread }: Comparison): string {
  const changed = allowed.map(({ difference: { object } }) => object.path.slice(0, 2).join("."));
  const left = new Set([...written, ...unread, ...changed]);
  const same = snapshot.tables.filter(({ schema, table }) => !left.has(`${schema}.${table}`)).length;
  const parts = [
    `${count(same, "table")} as before`,
    ...(allowed.length > 0 ? [count(allowed.length, "intended change")] : []),
    ...(written.length > 0 ? [`${count(written.length, "table")} written to during the run`] : []),
    ...(unread.length > 0 ? [`${count(unread.length, "table")} not read in time`] : []),
    "no new orphans, no new invalid index",
  ];
  return parts.join(", ");
}

interface Comparison extends LiveComparison {
  readonly allowed: readonly AllowedDifference[];
}

/** A write that the application made a moment ago may not be counted yet: a difference is looked at until it would be. */
async function settledComparison(run: Run, before: LiveState): Promise<Comparison> {
  const claims = claimsOf(run.migrations.map(withSource), before.snapshot);
  const end = performance.now() + STATISTICS_DELAY;
  for (;;) {
    const compared = compareLive(
      before,
      await liveState(run.client, { ...optionsOf(run), before: before.snapshot }),
    );
    const { refused, allowed } = judge(compared.differences, claims, before.snapshot.objects);
    const isSettled = !refused.some(isOfData) || performance.now() > end;
    if (isSettled) return { ...compared, differences: refused, allowed };
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
    ...written.map((table) => `${table} was written to during the run, so its rows were not compared here.`),
    ...broken.flatMap(({ kind, problem }) => (kind === "constraint" ? [problem] : [])),
  ];
}
