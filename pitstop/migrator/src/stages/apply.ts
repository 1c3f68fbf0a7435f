import { type AppliedMigration, applyMigration } from "../apply/index.ts";
import { shownBlockers } from "../lock/index.ts";
import { logMigration } from "../migration/log.ts";
import { count } from "../report/words.ts";
import type { Run, Stage } from "./stage.ts";

/** Applies the migrations one after another; what is applied stays applied when a later one fails. */
export const apply: Stage = async (run) => {
  await run.pipeline.stage("apply", async () => {
    const applied: AppliedMigration[] = [];
    for (const { forward } of run.migrations) {
      applied.push(await applyOne(run, forward));
      run.pipeline.note({ applied: [...run.pipeline.report.applied, forward.name] });
    }
    return { summary: summaryOf(applied), value: undefined };
  });
};

function applyOne(
  { url, primary, migrationsTable, id, settings, reporter, signal }: Run,
  migration: Run["migrations"][number]["forward"],
): Promise<AppliedMigration> {
  return applyMigration({
    url,
    primary,
    migration,
    isReplayed: true,
    log: logMigration(migrationsTable, migration),
    ...(id !== undefined && { runId: id }),
    lockTimeout: settings.lockTimeout,
    onProgress: (progress) => reporter.progress(progress),
    onWait: (blockers) =>
      reporter.waits(
        `Waiting for a lock held by another session (it won't be interrupted):\n${shownBlockers(blockers)}`,
      ),
    signal,
  });
}

function summaryOf(applied: readonly AppliedMigration[]): string {
  const retries = applied.reduce((sum, migration) => sum + migration.retries, 0);
  const waited = retries === 0 ? "no lock retries" : `${count(retries, "lock retry")}`;
  return `${count(applied.length, "migration")}, ${waited}`;
}
