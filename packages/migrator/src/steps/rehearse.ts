import type { MikroORM } from "@mikro-orm/core";
import { driftOf, type SchemaDrift } from "../drift/drift.ts";
import { refuseDrift } from "../drift/refuse-drift.ts";
import { MigratorError } from "../errors.ts";
import type { Pipeline, StepResult } from "../pipeline.ts";
import { refuseBlocking } from "../rehearse/cost/refusal.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import { type Reversible, rehearse } from "../rehearse/rehearse.ts";
import type { Reporter } from "../report/reporter.ts";
import { count } from "../report/words.ts";
import type { SampleSize } from "../sample/index.ts";
import type { MigratorSettings } from "../settings.ts";
import { commentsFor, firstOf, reportedDifferences } from "../verify/reported-differences.ts";
import { noteCosts } from "./note-costs.ts";
import { openRehearsalShadow, type ShadowSource } from "./rehearsal-shadow.ts";

export interface RehearsalStep extends ShadowSource {
  readonly migrations: readonly Reversible[];
  readonly config: MikroORM["config"];
  /** The live schema's drift before anything runs; undefined where migrations are missing or held back. */
  readonly drift: SchemaDrift | undefined;
}

/**
 * Runs the migrations on a shadow: the restored backup, or a sample of the database. Throws MigratorError
 * REHEARSAL_DIFFERENCE where anything would be lost or changed that no statement names, MIGRATION_BLOCKS where readers
 * or writers would wait, and whatever a statement throws.
 */
export async function rehearseStep(
  pipeline: Pipeline,
  step: RehearsalStep,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StepResult<Rehearsal>> {
  const { migrations, migrationsTable, config, drift } = step;
  const shadow = await openRehearsalShadow(step, settings, reporter);
  if (shadow.size) pipeline.note({ sample: shadow.size, notes: [...pipeline.report.notes, WARNING] });
  try {
    const rehearsal = await rehearse({
      shadowUrl: shadow.url,
      migrations,
      migrationsTable,
      onProgress: (progress) => reporter.progress(progress),
    });
    pipeline.note({ statements: rehearsal.statements });
    const { lockBudget } = settings;
    const sampledFrom = shadow.size && step.url;
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
