import type { MikroORM } from "@mikro-orm/core";
import { type Backup, openShadow } from "../backup/index.ts";
import { MigratorError } from "../errors.ts";
import type { Rehearsal } from "../rehearse/rehearsal.ts";
import { type Reversible, rehearse } from "../rehearse/rehearse.ts";
import type { Reporter } from "../report/reporter.ts";
import { count } from "../report/words.ts";
import type { MigratorSettings } from "../settings.ts";
import { driftOf, refuseDrift } from "../verify/drift.ts";
import { partByIntent } from "../verify/intended.ts";
import type { StepResult, Walk } from "../walk.ts";

export interface RehearsalStep {
  readonly url: string;
  readonly backup: Backup;
  readonly migrations: readonly Reversible[];
  readonly migrationsTable: string;
  readonly config: MikroORM["config"];
  /** The live schema's drift before anything runs; undefined where migrations are missing or held back. */
  readonly drift: readonly string[] | undefined;
}

/**
 * Puts the backup into a shadow, which proves that it can be put back, and runs the migrations there. Throws
 * MigratorError REHEARSAL_DIFFERENCE where data would be lost, and whatever a statement throws.
 */
export async function rehearseStep(
  walk: Walk,
  { url, backup, migrations, migrationsTable, config, drift }: RehearsalStep,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StepResult<Rehearsal>> {
  const shadow = await openShadow(backup, {
    url,
    ...(settings.shadowUrl && { shadowUrl: settings.shadowUrl }),
    onProgress: (progress) => reporter.progress(progress),
  });
  try {
    const rehearsal = await rehearse({
      shadowUrl: shadow.url,
      migrations,
      migrationsTable,
      onProgress: (progress) => reporter.progress(progress),
    });
    walk.note({ statements: rehearsal.statements });
    refuseDifferences(walk, rehearsal, migrations);
    if (drift) refuseDrift(walk, drift, await driftOf(config, shadow.url));
    return { summary: summaryOf(rehearsal, migrations), value: rehearsal };
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

function summaryOf({ statements, irreversible }: Rehearsal, migrations: readonly Reversible[]): string {
  const forth = migrations[0]?.forth.direction ?? "up";
  const back = forth === "up" ? "down" : "up";
  const way = irreversible.length === 0 ? `${forth}, ${back} and ${forth}` : forth;
  const oneWay = irreversible.map(({ migration, reason }) => `; no way back from ${migration}: ${reason}`);
  return `${way} on the restored backup, ${count(statements.length, "statement")}, nothing lost${oneWay.join("")}`;
}
