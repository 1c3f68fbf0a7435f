import { type AppliedMigration, applyMigration } from "../apply/index.ts";
import { shownBlockers } from "../lock/index.ts";
import { logMigration } from "../migration/log.ts";
import type { StepResult } from "../pipeline.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { Reporter } from "../report/reporter.ts";
import { count } from "../report/words.ts";
import type { MigratorSettings } from "../settings.ts";

export interface ApplyStep {
  readonly url: string;
  readonly migrations: readonly Reversible[];
  readonly migrationsTable: string;
  readonly runId: number;
  readonly settings: MigratorSettings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Called with each migration that is applied to its end. */
  readonly onApplied: (name: string) => void;
}

/** Applies the migrations one after another; what is applied stays applied when a later one fails. */
export async function applyStep(step: ApplyStep): Promise<StepResult<readonly AppliedMigration[]>> {
  const applied: AppliedMigration[] = [];
  for (const { forward } of step.migrations) {
    applied.push(
      await applyMigration({
        url: step.url,
        migration: forward,
        isReplayed: true,
        log: logMigration(step.migrationsTable, forward),
        runId: step.runId,
        lockTimeout: step.settings.lockTimeout,
        onProgress: (progress) => step.reporter.progress(progress),
        onWait: (blockers) =>
          step.reporter.waits(
            `Somebody holds what the migration needs, and is not disturbed:\n${shownBlockers(blockers)}`,
          ),
        signal: step.signal,
      }),
    );
    step.onApplied(forward.name);
  }
  return { summary: summaryOf(applied), value: applied };
}

function summaryOf(applied: readonly AppliedMigration[]): string {
  const retries = applied.reduce((sum, migration) => sum + migration.retries, 0);
  const waited = retries === 0 ? "no lock retries" : `${count(retries, "lock retry")}`;
  return `${count(applied.length, "migration")}, ${waited}`;
}
