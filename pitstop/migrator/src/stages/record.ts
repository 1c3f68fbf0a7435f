import { applyMigration } from "../apply/index.ts";
import { factsOf, openShadowDatabase, type Shadow } from "../backup/index.ts";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { logMigration } from "../migration/log.ts";
import { isUnrecorded } from "../migration/read-migration.ts";
import { recordOn } from "../migration/record-on.ts";
import { needsNoBackup, openRehearsalShadow, type ShadowSource } from "../rehearse/rehearsal-shadow.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { MigratorSettings } from "../settings.ts";
import { backUp } from "./back-up.ts";
import { note, noteLeft, type Run, type Stage } from "./stage.ts";

/**
 * Runs migrations whose code queries the database by itself on a copy that is thrown away, and goes on with their
 * statements: they can be linted, rehearsed and compared with what is applied from there on. It takes the backup first.
 * Throws MigratorError MIGRATION_NOT_READABLE where there is no copy, MIGRATION_NOT_REPEATABLE for code that does
 * something else each time, and what the statements throw.
 */
export const record: Stage = async (run) => {
  const unrecorded = run.migrations.filter(({ forward }) => isUnrecorded(forward));
  if (unrecorded.length === 0) return;
  if (!run.isEmpty) await backUp(run);
  run.migrations = await recordedOnCopy(run);
  const names = unrecorded.map(({ forward }) => forward.name);
  note(run, `${names.join(", ")} ran on a copy first, to record the queries of its code.`);
};

async function recordedOnCopy(run: Run): Promise<Reversible[]> {
  const copy = await openCopy(run);
  try {
    const recorded: Reversible[] = [];
    for (const migration of run.migrations) {
      const forward = isUnrecorded(migration.forward)
        ? await recordOn(copy.url, migration.forward, run.migrationsTable)
        : migration.forward;
      if (forward === migration.forward) {
        await applyMigration({
          url: copy.url,
          migration: forward,
          isCopy: true,
          log: logMigration(run.migrationsTable, forward),
        });
      }
      recorded.push({ ...migration, forward });
    }
    return recorded;
  } finally {
    await copy.remove();
  }
}

async function openCopy(run: Run): Promise<Shadow> {
  const { url, settings, reporter, migrationsTable } = run;
  const backup = await run.backup;
  const onLeft = noteLeft(run);
  if (run.isEmpty) return emptyCopy(url, settings, onLeft);
  if (!backup && !(await needsNoBackup(settings, url))) throw withoutCopy(run.migrations);
  return openRehearsalShadow({ url, backup, migrationsTable, onLeft }, settings, reporter);
}

async function emptyCopy(
  url: string,
  { shadowUrl }: MigratorSettings,
  onLeft: ShadowSource["onLeft"],
): Promise<Shadow> {
  const client = await connect(url);
  try {
    const original = { ...(await factsOf(client)), url };
    return await openShadowDatabase({
      server: shadowUrl ?? url,
      original,
      fill: async () => undefined,
      onLeft,
    });
  } finally {
    await client.end();
  }
}

function withoutCopy(migrations: readonly Reversible[]): MigratorError {
  const names = migrations.filter(({ forward }) => isUnrecorded(forward)).map(({ forward }) => forward.name);
  return new MigratorError(
    "MIGRATION_NOT_READABLE",
    `${names.join(", ")} runs its own queries, and without a backup there is no copy to record them on.`,
    "Include the backup, or write everything with this.addSql(`…`) and this.backfill({ … }).",
  );
}
