import type { MikroORM } from "@mikro-orm/core";
import type pg from "pg";
import type { Backup } from "./backup/index.ts";
import { connect } from "./connection.ts";
import { messageOf } from "./database-error.ts";
import { shownDatabase } from "./database-url.ts";
import { driftOf, type SchemaDrift } from "./drift/drift.ts";
import { unmanagedTables } from "./drift/unmanaged.ts";
import { hasHistory, noteInterruptedRuns, RunRecord, refuseEditedMigrations } from "./history/index.ts";
import { type LockHolder, withMigrationLock } from "./lock/index.ts";
import { explainLostConnection } from "./lost-connection.ts";
import { locateMigrationsTable, type MigrationsTableName } from "./migration/migrations-table.ts";
import { type Direction, isUnrecorded, type ReadMigration } from "./migration/read-migration.ts";
import type { Rehearsal } from "./rehearse/rehearsal.ts";
import { type Reversible, withSource } from "./rehearse/rehearse.ts";
import type { MigrationReport } from "./report/report.ts";
import type { Reporter } from "./report/reporter.ts";
import { count } from "./report/words.ts";
import type { MigratorSettings } from "./settings.ts";
import { applyStep } from "./steps/apply.ts";
import { backUpStep, refuseToForgetBackup } from "./steps/back-up.ts";
import { lintStep } from "./steps/lint.ts";
import { recordStatements } from "./steps/record.ts";
import { needsNoBackup } from "./steps/rehearsal-shadow.ts";
import { rehearseStep } from "./steps/rehearse.ts";
import { recordRehearsals, refuseOtherThanRehearsed } from "./steps/rehearsed.ts";
import { verifyStep } from "./steps/verify.ts";
import { liveState } from "./verify/live.ts";
import { ON_REQUEST, type StepResult, Walk } from "./walk.ts";

export interface Migrating {
  readonly url: string;
  readonly direction: Direction;
  readonly config: MikroORM["config"];
  readonly settings: MigratorSettings;
  readonly reporter: Reporter;
  /** Whether it ends with the rehearsal, and nothing is applied. */
  readonly isRehearsal: boolean;
  /** Asked when everything before it went well; where it throws, nothing is applied. */
  readonly approve?: (() => Promise<void>) | undefined;
  /** MikroORM's own list of what is applied. */
  readonly migrationsTable: MigrationsTableName;
  /** What is to run: asked under the lock, when nobody else changes it any more. */
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
 * Takes migrations to a database: lint, backup, rehearsal, apply, verification, one migrator at a time. The report
 * tells of every step, also where one fails; the failure is thrown, a MigratorError where it is one that we know:
 * MIGRATION_CONNECTION_LOST, and those of the steps.
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
  const walk = new Walk({ database: shownDatabase(url), direction, isRehearsal }, settings, reporter);
  const client = await connect(url);
  try {
    const isKept = await hasHistory(client);
    if (isKept) walk.note({ notes: (await noteInterruptedRuns(client)).map(wasInterrupted) });
    const selected = await migrating.select();
    if (selected.migrations.length === 0) return walk.end("nothing to do");
    walk.note({ migrations: selected.migrations.map(({ forth }) => forth.name) });
    const migrationsTable = await locateMigrationsTable(client, migrating.migrationsTable);
    const options = { migrations: walk.report.migrations, without: settings.without, isRehearsal };
    const record = await RunRecord.open(client, options, isKept);
    await noted(record, () =>
      walkThrough({ ...migrating, ...selected, migrationsTable, walk, client, signal, isKept, record }),
    );
    return walk.end("done");
  } catch (reason) {
    const error = explainLostConnection(reason);
    walk.end("failed", error);
    throw error;
  } finally {
    await client.end();
  }
}

const wasInterrupted = (startedAt: Date): string =>
  `The run of ${startedAt.toISOString()} was interrupted: it has no recorded end, and what it may have applied was not verified.`;

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

interface Underway extends Omit<Migrating, "migrationsTable">, Selected {
  readonly walk: Walk;
  readonly client: pg.Client;
  readonly signal: AbortSignal;
  /** As SQL writes it, with its schema. */
  readonly migrationsTable: string;
  /** Whether the database had a history before this run. */
  readonly isKept: boolean;
  readonly record: RunRecord;
}

async function walkThrough(selected: Underway): Promise<void> {
  const { walk, client } = selected;
  if (selected.isKept) await refuseEditedMigrations(client, selected.applied);
  noteUnread(walk, selected.unread);
  const isEmpty = await hasNoTables(client, selected.migrationsTable);
  // What code does that queries the database by itself is known only when it ran on a copy, which takes a backup.
  const isRecorded = selected.migrations.some(({ forth }) => isUnrecorded(forth));
  const early = isRecorded && !isEmpty ? await backUp(selected) : undefined;
  const run = isRecorded ? await recorded(selected, isEmpty, early) : selected;
  await lint(run);
  const backup = isEmpty || isRecorded ? early : await backUp(run);
  const drift = isEmpty || !run.isComplete ? undefined : await driftBefore(run);
  if (isEmpty)
    for (const step of ["backup", "rehearsal", "verification"] as const) walk.notNeeded(step, EMPTY);
  const rehearsed = isEmpty ? undefined : await rehearsal(run, backup, drift);
  if (!run.isRehearsal) await run.approve?.();
  const runId = await run.record.begin();
  if (rehearsed) await recordRehearsals(client, rehearsed, walk.report);
  if (run.isRehearsal) return;
  const verify = isEmpty ? undefined : await verification(run);
  const onApplied = (name: string) => walk.note({ applied: [...walk.report.applied, name] });
  await walk.step("apply", () => applyStep({ ...run, runId, onApplied }));
  if (verify) await walk.step("verification", verify);
}

function noteUnread(walk: Walk, unread: readonly string[]): void {
  if (unread.length === 0) return;
  const which = unread.length > 3 ? count(unread.length, "applied migration") : unread.join(", ");
  const note = `${which} can't be read, so it is unknown whether the code still matches what was applied.`;
  walk.note({ notes: [...walk.report.notes, note] });
}

/** The same run with the statements of code that queries the database by itself. */
async function recorded(run: Underway, isEmpty: boolean, backup: Backup | undefined): Promise<Underway> {
  const { walk, settings, reporter } = run;
  const onLeft = noteLeft(walk);
  const migrations = await recordStatements({ ...run, isEmpty, backup, onLeft }, settings, reporter);
  const names = run.migrations.filter(({ forth }) => isUnrecorded(forth)).map(({ forth }) => forth.name);
  const note = `${names.join(", ")} ran on a copy first, to record the queries of its code.`;
  walk.note({ notes: [...walk.report.notes, note] });
  return { ...run, migrations };
}

/** How the database differs from the entities before anything runs. What no entity has is counted and left alone. */
async function driftBefore({ walk, client, config, url, migrationsTable }: Underway): Promise<SchemaDrift> {
  const unmanaged = await unmanagedTables(client, config, migrationsTable);
  if (unmanaged.length > 0) {
    const note = `${count(unmanaged.length, "table or view", "tables and views")} without an entity left alone.`;
    walk.note({ unmanaged, notes: [...walk.report.notes, note] });
  }
  return driftOf(config, url);
}

/** Looks at the database before anything runs; gives what compares it afterwards. */
async function verification({
  walk,
  client,
  settings,
  migrations,
  migrationsTable,
}: Underway): Promise<(() => Promise<StepResult<void>>) | undefined> {
  if (settings.without.includes("verification")) {
    walk.leftOut("verification", ON_REQUEST);
    return undefined;
  }
  const options = { migrationsTable, budget: settings.verificationBudget / 2 };
  const before = await liveState(client, options);
  return () => verifyStep(walk, client, before, { ...options, migrations: migrations.map(withSource) });
}

const EMPTY = "the database has no tables yet";

async function lint({ walk, direction, client, migrations, applied }: Underway): Promise<void> {
  if (direction === "down") return walk.notNeeded("lint", "a way back may drop what the way there added");
  const serverVersion = await majorVersion(client);
  await walk.optionalStep("lint", () => lintStep(walk, { migrations, earlier: applied, serverVersion }));
}

/** The backup, noted in the history and in the report; undefined where it was left out. */
async function backUp({
  walk,
  record,
  url,
  settings,
  reporter,
  isRehearsal,
}: Underway): Promise<Backup | undefined> {
  if (isRehearsal && needsNoBackup(settings, url)) {
    walk.notNeeded("backup", "nothing is applied, and a sample is read from the database itself");
    return undefined;
  }
  const backup = await walk.optionalStep("backup", () => backUpStep(url, settings, reporter));
  if (!backup) return undefined;
  await record.noteBackup(backup.id);
  walk.note({ backup: backup.folder, restore: `${settings.restoreCommand} ${backup.id}` });
  return backup;
}

async function rehearsal(
  run: Underway,
  backup: Backup | undefined,
  drift: SchemaDrift | undefined,
): Promise<Rehearsal | undefined> {
  const { walk, client, settings, reporter, migrations, url } = run;
  const hasNoCopy = backup === undefined && !needsNoBackup(settings, url);
  const isLeftOut = hasNoCopy || settings.without.includes("rehearsal");
  if (isLeftOut && run.isKept) await refuseOtherThanRehearsed(client, migrations);
  if (hasNoCopy) {
    walk.leftOut("rehearsal", "it runs on the restored backup, and there is none");
    return undefined;
  }
  const onLeft = noteLeft(walk);
  return walk.optionalStep("rehearsal", () =>
    rehearseStep(walk, { ...run, backup, drift, onLeft }, settings, reporter),
  );
}

const noteLeft = (walk: Walk) => (what: string, error: unknown) => {
  const note = `The rehearsal's copy could not be removed: ${messageOf(error)}. The next run removes ${what}.`;
  walk.note({ notes: [...walk.report.notes, note] });
};

async function hasNoTables(client: pg.ClientBase, migrationsTable: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pitstop')
       and c.oid is distinct from to_regclass($1) limit 1`,
    [migrationsTable],
  );
  return rowCount === 0;
}

async function majorVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  return rows[0]?.version ?? 0;
}

function sentenceOf({ user, application, since }: LockHolder): string {
  return `Somebody else migrates this database since ${since.toISOString()} (${user}, ${application}); waiting for the end of it.`;
}
