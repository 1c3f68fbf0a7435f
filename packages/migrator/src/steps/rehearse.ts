import type { MikroORM } from "@mikro-orm/core";
import { driftOf, type SchemaDrift } from "../drift/drift.ts";
import { refuseDrift } from "../drift/refuse-drift.ts";
import { MigratorError } from "../errors.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import { type Reversible, rehearse } from "../rehearse/rehearse.ts";
import type { Reporter } from "../report/reporter.ts";
import { count } from "../report/words.ts";
import type { SampleSize } from "../sample/index.ts";
import type { MigratorSettings } from "../settings.ts";
import { partByIntent } from "../verify/intended.ts";
import type { StepResult, Walk } from "../walk.ts";
import { refuseCosts } from "./refuse-costs.ts";
import { openRehearsalShadow, type ShadowSource } from "./rehearsal-shadow.ts";

export interface RehearsalStep extends ShadowSource {
  readonly migrations: readonly Reversible[];
  readonly config: MikroORM["config"];
  /** The live schema's drift before anything runs; undefined where migrations are missing or held back. */
  readonly drift: SchemaDrift | undefined;
}

/**
 * Runs the migrations on a shadow: the restored backup, or a sample of the database. Throws MigratorError
 * REHEARSAL_DIFFERENCE where data would be lost, MIGRATION_BLOCKS where readers or writers would wait, and whatever a
 * statement throws.
 */
export async function rehearseStep(
  walk: Walk,
  step: RehearsalStep,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StepResult<Rehearsal>> {
  const { migrations, migrationsTable, config, drift } = step;
  const shadow = await openRehearsalShadow(step, settings, reporter);
  if (shadow.size) walk.note({ sample: shadow.size, notes: [...walk.report.notes, WARNING] });
  try {
    const rehearsal = await rehearse({
      shadowUrl: shadow.url,
      migrations,
      migrationsTable,
      onProgress: (progress) => reporter.progress(progress),
    });
    walk.note({ statements: rehearsal.statements });
    refuseDifferences(walk, rehearsal, migrations);
    await refuseCosts(walk, rehearsal, migrations, {
      lockBudget: settings.lockBudget,
      sampledFrom: shadow.size && step.url,
    });
    if (drift) refuseDrift(walk, drift, await driftOf(config, shadow.url));
    return { summary: summaryOf(rehearsal, migrations, shadow.size), value: rehearsal };
  } finally {
    await shadow.remove();
  }
}

function refuseDifferences(walk: Walk, { differences }: Rehearsal, migrations: readonly Reversible[]): void {
  const { intended, unasked } = partByIntent(
    differences,
    migrations.map(({ forth }) => forth),
  );
  const problems = unasked.map(({ sentence }) => sentence);
  const notes = intended.map(({ sentence }) => `As the migration says: ${sentence}`);
  walk.note({ notes: [...walk.report.notes, ...notes], problems });
  if (problems.length === 0) return;
  throw new MigratorError(
    "REHEARSAL_DIFFERENCE",
    `Data would be lost or changed: ${problems.join(" ")}`,
    "Nothing was done to the database. Correct the migration and run the command again.",
  );
}

/** What a sample cannot show. */
const WARNING =
  "The rehearsal ran on a sample: a row that is not in it may still be one that a statement fails on, and the whole table takes longer.";

function summaryOf(
  { statements, irreversible }: Rehearsal,
  migrations: readonly Reversible[],
  size: SampleSize | undefined,
): string {
  const forth = migrations[0]?.forth.direction ?? "up";
  const back = forth === "up" ? "down" : "up";
  const way = irreversible.length === 0 ? `${forth}, ${back} and ${forth}` : forth;
  const oneWay = irreversible.map(({ migration, reason }) => `; no way back from ${migration}: ${reason}`);
  const copy = size
    ? `a sample of ${size.taken.toLocaleString("en")} of about ${count(size.outOf, "row")}`
    : "the restored backup";
  return `${way} on ${copy}, ${count(statements.length, "statement")}, nothing lost${oneWay.join("")}`;
}
