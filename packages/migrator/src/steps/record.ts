import type pg from "pg";
import { applyMigration } from "../apply/index.ts";
import { factsOf, openShadowDatabase, type Shadow } from "../backup/index.ts";
import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { logMigration } from "../migration/log.ts";
import { type Execute, isUnrecorded, type ReadMigration, readAs } from "../migration/read-migration.ts";
import { type Step, sqlStep } from "../migration/step.ts";
import type { Reversible } from "../rehearse/rehearse.ts";
import type { Reporter } from "../report/reporter.ts";
import type { MigratorSettings } from "../settings.ts";
import { inTransaction } from "../transaction.ts";
import { needsNoBackup, openRehearsalShadow, type ShadowSource } from "./rehearsal-shadow.ts";

export interface Recording extends ShadowSource {
  readonly migrations: readonly Reversible[];
  /** Whether the database has no tables yet: an empty copy is one as well. */
  readonly isEmpty: boolean;
}

/**
 * Runs the migrations on a copy that is thrown away, and gives them with the statements of those whose code queries the
 * database by itself: they can be linted, rehearsed and compared with what is applied from there on. Throws
 * MigratorError MIGRATION_NOT_READABLE where there is no copy, and what the statements throw.
 */
export async function recordStatements(
  recording: Recording,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<Reversible[]> {
  const copy = await openCopy(recording, settings, reporter);
  try {
    const recorded: Reversible[] = [];
    for (const migration of recording.migrations) {
      const forward = isUnrecorded(migration.forward)
        ? await recordOn(copy.url, migration.forward, recording.migrationsTable)
        : migration.forward;
      if (forward === migration.forward) {
        await applyMigration({
          url: copy.url,
          migration: forward,
          log: logMigration(recording.migrationsTable, forward),
        });
      }
      recorded.push({ ...migration, forward });
    }
    return recorded;
  } finally {
    await copy.remove();
  }
}

async function openCopy(
  recording: Recording,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<Shadow> {
  const { url, backup, isEmpty, onLeft } = recording;
  if (isEmpty) return emptyCopy(url, settings, onLeft);
  if (!backup && !needsNoBackup(settings, url)) throw withoutCopy(recording.migrations);
  return openRehearsalShadow(recording, settings, reporter);
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

/** All queries of the code run in one transaction, as they will, and what it lists after them. */
async function recordOn(url: string, migration: ReadMigration, table: string): Promise<ReadMigration> {
  const client = await connect(url);
  try {
    return await inTransaction(client, async () => {
      const steps = await recordedSteps(client, migration);
      await logMigration(table, migration)(client);
      return readAs(migration, steps);
    });
  } finally {
    await client.end();
  }
}

async function recordedSteps(client: pg.ClientBase, { replay }: ReadMigration): Promise<Step[]> {
  const steps: Step[] = [];
  const execute: Execute = async (sql) => {
    steps.push(sqlStep(sql));
    const { rows, rowCount } = await client.query<Record<string, unknown>>(sql);
    return { rows, count: rowCount };
  };
  for (const step of (await replay?.(execute)) ?? []) if (step.kind === "sql") await execute(step.sql);
  return steps;
}
