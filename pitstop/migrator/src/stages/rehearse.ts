import type { Backup } from "../backup/index.ts";
import { driftOf } from "../drift/drift.ts";
import { refuseDrift } from "../drift/refuse-drift.ts";
import { unmanagedTables } from "../drift/unmanaged.ts";
import { MigratorError } from "../errors.ts";
import type { Pipeline, StageResult } from "../pipeline.ts";
import { noteCosts } from "../rehearse/cost/note-costs.ts";
import { refuseBlocking } from "../rehearse/cost/refusal.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import { needsNoBackup, openRehearsalShadow } from "../rehearse/rehearsal-shadow.ts";
import { type Reversible, rehearse as rehearseOn } from "../rehearse/rehearse.ts";
import { refuseOtherThanRehearsed } from "../rehearse/rehearsed.ts";
import { count } from "../report/words.ts";
import type { SampleSize } from "../sample/index.ts";
import { commentsFor, firstOf, reportedDifferences } from "../verify/reported-differences.ts";
import { EMPTY, note, noteLeft, type Run, type Stage } from "./stage.ts";

/**
 * Runs the migrations on a shadow: the restored backup, or a sample of the database. Throws MigratorError
 * REHEARSAL_DIFFERENCE where anything would be lost or changed that no statement names, MIGRATION_BLOCKS where readers
 * or writers would wait, and whatever a statement throws.
 */
export const rehearse: Stage = async (run) => {
  const { pipeline, settings, url } = run;
  if (run.isEmpty) return pipeline.notNeeded("rehearsal", EMPTY);
  if (run.isComplete) await noteUnmanaged(run);
  const backup = await run.backup;
  const hasNoCopy = backup === undefined && !(await needsNoBackup(settings, url));
  const isLeftOut = hasNoCopy || settings.without.includes("rehearsal");
  if (isLeftOut && run.isKept) await refuseOtherThanRehearsed(run.client, run.migrations, run.primary);
  if (hasNoCopy) return pipeline.leftOut("rehearsal", "it runs on the restored backup, and there is none");
  const rehearsal = await pipeline.optionalStage("rehearsal", () => rehearsed(run, backup));
  if (rehearsal) run.rehearsal = rehearsal;
};

/** What no entity has is counted and left alone. */
async function noteUnmanaged(run: Run): Promise<void> {
  const { pipeline, client, config, migrationsTable } = run;
  const unmanaged = await unmanagedTables(client, config, migrationsTable);
  if (unmanaged.length === 0) return;
  pipeline.note({ unmanaged });
  note(run, `${count(unmanaged.length, "table or view", "tables and views")} without an entity left alone.`);
}

async function rehearsed(run: Run, backup: Backup | undefined): Promise<StageResult<Rehearsal>> {
  const { pipeline, settings, reporter, migrations, migrationsTable, config, url } = run;
  const source = { url, backup, migrationsTable, onLeft: noteLeft(run) };
  // How the database differs from the entities before anything runs is read while the copy is made.
  const reading = run.isComplete ? driftOf(config, url) : undefined;
  const shadow = await openRehearsalShadow(source, settings, reporter).catch(async (error: unknown) => {
    await reading;
    throw error;
  });
  const drift = await reading;
  if (shadow.size) {
    pipeline.note({ sample: shadow.size });
    note(run, WARNING);
  }
  try {
    const rehearsal = await rehearseOn({
      shadowUrl: shadow.url,
      migrations,
      migrationsTable,
      onProgress: (progress) => reporter.progress(progress),
    });
    pipeline.note({ statements: rehearsal.statements });
    const { lockBudget } = settings;
    const sampledFrom = shadow.size && url;
    // Noted first, so that the report has both where something is lost too.
    const costs = await noteCosts(pipeline, rehearsal, migrations, { lockBudget, sampledFrom });
    refuseDifferences(pipeline, rehearsal);
    refuseBlocking(costs, lockBudget);
    if (drift) refuseDrift(pipeline, drift, await driftOf(config, shadow.url));
    return { summary: summaryOf(rehearsal, migrations, shadow.size), value: rehearsal };
  } finally {
    await shadow.remove();
  }
}

function refuseDifferences(pipeline: Pipeline, { judgments }: Rehearsal): void {
  const { up, down } = judgments;
  const lost = [
    ...up.refused.map(({ sentence }) => sentence),
    ...down.refused.map(({ sentence }) => `After down: ${sentence}`),
  ];
  pipeline.note({
    allowed: reportedDifferences([...up.allowed, ...down.allowed]),
    problems: [...pipeline.report.problems, ...lost],
  });
  if (lost.length === 0) return;
  throw new MigratorError(
    "REHEARSAL_DIFFERENCE",
    `The migration loses or changes more than it names: ${firstOf(lost)}`,
    `Nothing was done to the database. Correct the migration. If a change is intended, allow it above the statement that does it:\n  ${firstOf(commentsFor([...up.refused, ...down.refused]), "\n  ")}`,
  );
}

/** What a sample cannot show. */
const WARNING =
  "The rehearsal ran on a sample: a row that is not in it may still be one that a statement fails on, and the whole table takes longer.";

function summaryOf(
  { statements, irreversible, judgments }: Rehearsal,
  migrations: readonly Reversible[],
  size: SampleSize | undefined,
): string {
  const forward = migrations[0]?.forward.direction ?? "up";
  const reverse = forward === "up" ? "down" : "up";
  const directions = irreversible.length === 0 ? `${forward}, ${reverse} and ${forward}` : forward;
  const allowed = judgments.up.allowed.length + judgments.down.allowed.length;
  const outcome = allowed === 0 ? "nothing lost" : count(allowed, "intended change");
  const stuck = irreversible.map(({ migration, reason }) => `; ${migration} can't be undone: ${reason}`);
  const copy = size
    ? `a sample of ${size.taken.toLocaleString("en")} of about ${count(size.outOf, "row")}`
    : "the restored backup";
  return `${directions} on ${copy}, ${count(statements.length, "statement")}, ${outcome}${stuck.join("")}`;
}
