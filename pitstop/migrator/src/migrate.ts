import type { MikroORM } from "@mikro-orm/core";
import type pg from "pg";
import { connect } from "./connection.ts";
import { messageOf } from "./database-error.ts";
import { shownDatabase } from "./database-url.ts";
import { hasHistory, noteInterruptedRuns, RunRecord, refuseEditedMigrations } from "./history/index.ts";
import { type LockHolder, withMigrationLock } from "./lock/index.ts";
import { explainLostConnection } from "./lost-connection.ts";
import { locateMigrationsTable, type MigrationsTableName } from "./migration/migrations-table.ts";
import type { Direction, ReadMigration } from "./migration/read-migration.ts";
import { Pipeline } from "./pipeline.ts";
import { readPrimary } from "./primary.ts";
import type { Reversible } from "./rehearse/rehearse.ts";
import type { MigrationReport } from "./report/report.ts";
import type { Reporter } from "./report/reporter.ts";
import { count } from "./report/words.ts";
import type { MigratorSettings } from "./settings.ts";
import { refuseToForgetBackup } from "./stages/back-up.ts";
import { runStages } from "./stages/index.ts";
import { note } from "./stages/stage.ts";

export interface Migrating {
  readonly url: string;
  readonly direction: Direction;
  readonly config: MikroORM["config"];
  readonly settings: MigratorSettings;
  readonly reporter: Reporter;
  /** Whether it ends after the rehearsal and applies nothing. */
  readonly isRehearsal: boolean;
  /** Called when everything before it succeeded. If it throws, nothing is applied. */
  readonly approve?: (() => Promise<void>) | undefined;
  /** MikroORM's own list of what is applied. */
  readonly migrationsTable: MigrationsTableName;
  /** What to run: asked under the lock, when no other migrator changes it anymore. */
  readonly select: () => Promise<Selected>;
}

export interface Selected {
  /** In the order in which they run. */
  readonly migrations: readonly Reversible[];
  /** What is applied already, read as it was applied, oldest first. */
  readonly applied: readonly ReadMigration[];
  /** What is applied and can't be read any more: nobody can tell whether it was edited. */
  readonly unread: readonly string[];
  /** Whether the schema is what the entities say when these have run. */
  readonly isComplete: boolean;
}

/**
 * Runs migrations through the pipeline: lint, backup, rehearsal, apply, verification, one migrator at a time. The
 * report covers every stage, also when one fails. The failure is thrown: MigratorError MIGRATION_CONNECTION_LOST, and
 * those of the stages.
 */
export function migrate(migrating: Migrating): Promise<MigrationReport> {
  refuseToForgetBackup(migrating.settings);
  const onWait = (holder: LockHolder) => migrating.reporter.waits(sentenceOf(holder));
  return withMigrationLock(migrating.url, (signal) => underLock(migrating, signal), { onWait }).catch(
    (error) => {
      throw explainLostConnection(error);
    },
  );
}

async function underLock(migrating: Migrating, signal: AbortSignal): Promise<MigrationReport> {
  const { url, direction, settings, reporter, isRehearsal } = migrating;
  const pipeline = new Pipeline({ database: shownDatabase(url), direction, isRehearsal }, settings, reporter);
  const client = await connect(url);
  try {
    const primary = await readPrimary(client);
    const isKept = await hasHistory(client);
    if (isKept) pipeline.note({ notes: (await noteInterruptedRuns(client)).map(wasInterrupted) });
    const selected = await migrating.select();
    if (selected.migrations.length === 0) return pipeline.end("nothing to do");
    pipeline.note({ migrations: selected.migrations.map(({ forward }) => forward.name) });
    const migrationsTable = await locateMigrationsTable(client, migrating.migrationsTable);
    const options = { migrations: pipeline.report.migrations, without: settings.without, isRehearsal };
    const record = await RunRecord.open(client, options, isKept);
    await noted(record, async () => {
      if (isKept) await refuseEditedMigrations(client, selected.applied);
      noteUnread(pipeline, selected.unread);
      const isEmpty = await hasNoTables(client, migrationsTable);
      const run = {
        ...migrating,
        ...selected,
        migrationsTable,
        pipeline,
        client,
        primary,
        signal,
        isKept,
        record,
      };
      await runStages({ ...run, isEmpty });
    });
    return pipeline.end("done");
  } catch (reason) {
    const error = explainLostConnection(reason);
    pipeline.end("failed", error);
    throw error;
  } finally {
    await client.end();
  }
}

const wasInterrupted = (startedAt: Date): string =>
  `The run of ${startedAt.toISOString()} was interrupted: its end wasn't recorded, and what it applied wasn't verified.`;

/** Keeps the run in the history, with its end. */
async function noted(record: RunRecord, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await record.end("done");
  } catch (error) {
    await record.end("failed", messageOf(error)).catch(() => undefined); // the first error says more
    throw error;
  }
}

function sentenceOf({ user, application, since }: LockHolder): string {
  return `Another migrator has been running on this database since ${since.toISOString()} (${user}, ${application}). Waiting for it to end.`;
}

function noteUnread(pipeline: Pipeline, unread: readonly string[]): void {
  if (unread.length === 0) return;
  const which = unread.length > 3 ? count(unread.length, "applied migration") : unread.join(", ");
  note(
    { pipeline },
    `${which} can't be read, so it is unknown whether the code still matches what was applied.`,
  );
}

async function hasNoTables(client: pg.ClientBase, migrationsTable: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pitstop')
       and c.oid is distinct from to_regclass($1) limit 1`,
    [migrationsTable],
  );
  return rowCount === 0;
}
