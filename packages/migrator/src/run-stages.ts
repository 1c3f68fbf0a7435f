import type pg from "pg";
import type { Backup } from "./backup/index.ts";
import { messageOf } from "./database-error.ts";
import { driftOf, type SchemaDrift } from "./drift/drift.ts";
import { unmanagedTables } from "./drift/unmanaged.ts";
import { type RunRecord, refuseEditedMigrations } from "./history/index.ts";
import type { Migrating, Selected } from "./migrate.ts";
import { isUnrecorded } from "./migration/read-migration.ts";
import { ON_REQUEST, type Pipeline, type StepResult } from "./pipeline.ts";
import type { Rehearsal } from "./rehearse/rehearsal.ts";
import { withSource } from "./rehearse/rehearse.ts";
import { count } from "./report/words.ts";
import { applyStep } from "./steps/apply.ts";
import { backUpStep } from "./steps/back-up.ts";
import { lintStep } from "./steps/lint.ts";
import { recordStatements } from "./steps/record.ts";
import { needsNoBackup } from "./steps/rehearsal-shadow.ts";
import { rehearseStep } from "./steps/rehearse.ts";
import { recordRehearsals, refuseOtherThanRehearsed } from "./steps/rehearsed.ts";
import { verifyStep } from "./steps/verify.ts";
import { liveState } from "./verify/live.ts";

/** A run of the pipeline under the migration lock. */
export interface Underway extends Omit<Migrating, "migrationsTable">, Selected {
  readonly pipeline: Pipeline;
  readonly client: pg.Client;
  readonly signal: AbortSignal;
  /** As SQL writes it, with its schema. */
  readonly migrationsTable: string;
  /** Whether the database had a history before this run. */
  readonly isKept: boolean;
  readonly record: RunRecord;
}

/** Runs the stages in their order. A rehearsal ends before anything is applied. */
export async function runStages(selected: Underway): Promise<void> {
  const { pipeline, client } = selected;
  if (selected.isKept) await refuseEditedMigrations(client, selected.applied);
  noteUnread(pipeline, selected.unread);
  const isEmpty = await hasNoTables(client, selected.migrationsTable);
  // What code does that queries the database by itself is known only when it ran on a copy, which takes a backup.
  const isRecorded = selected.migrations.some(({ forward }) => isUnrecorded(forward));
  const early = isRecorded && !isEmpty ? await backUp(selected) : undefined;
  const run = isRecorded ? await recorded(selected, isEmpty, early) : selected;
  await lint(run);
  const backup = isEmpty || isRecorded ? early : await backUp(run);
  const drift = isEmpty || !run.isComplete ? undefined : await driftBefore(run);
  if (isEmpty)
    for (const step of ["backup", "rehearsal", "verification"] as const) pipeline.notNeeded(step, EMPTY);
  const rehearsed = isEmpty ? undefined : await rehearsal(run, backup, drift);
  if (!run.isRehearsal) await run.approve?.();
  const runId = await run.record.begin();
  if (rehearsed) await recordRehearsals(client, rehearsed, pipeline.report);
  if (run.isRehearsal) return;
  const verify = isEmpty ? undefined : await verification(run);
  const onApplied = (name: string) => pipeline.note({ applied: [...pipeline.report.applied, name] });
  await pipeline.step("apply", () => applyStep({ ...run, runId, onApplied }));
  if (verify) await pipeline.step("verification", verify);
}

function noteUnread(pipeline: Pipeline, unread: readonly string[]): void {
  if (unread.length === 0) return;
  const which = unread.length > 3 ? count(unread.length, "applied migration") : unread.join(", ");
  const note = `${which} can't be read, so it is unknown whether the code still matches what was applied.`;
  pipeline.note({ notes: [...pipeline.report.notes, note] });
}

/** The same run with the statements of code that queries the database by itself. */
async function recorded(run: Underway, isEmpty: boolean, backup: Backup | undefined): Promise<Underway> {
  const { pipeline, settings, reporter } = run;
  const onLeft = noteLeft(pipeline);
  const migrations = await recordStatements({ ...run, isEmpty, backup, onLeft }, settings, reporter);
  const names = run.migrations
    .filter(({ forward }) => isUnrecorded(forward))
    .map(({ forward }) => forward.name);
  const note = `${names.join(", ")} ran on a copy first, to record the queries of its code.`;
  pipeline.note({ notes: [...pipeline.report.notes, note] });
  return { ...run, migrations };
}

/** How the database differs from the entities before anything runs. What no entity has is counted and left alone. */
async function driftBefore({
  pipeline,
  client,
  config,
  url,
  migrationsTable,
}: Underway): Promise<SchemaDrift> {
  const unmanaged = await unmanagedTables(client, config, migrationsTable);
  if (unmanaged.length > 0) {
    const note = `${count(unmanaged.length, "table or view", "tables and views")} without an entity left alone.`;
    pipeline.note({ unmanaged, notes: [...pipeline.report.notes, note] });
  }
  return driftOf(config, url);
}

/** Looks at the database before anything runs; gives what compares it afterwards. */
async function verification({
  pipeline,
  client,
  settings,
  migrations,
  migrationsTable,
}: Underway): Promise<(() => Promise<StepResult<void>>) | undefined> {
  if (settings.without.includes("verification")) {
    pipeline.leftOut("verification", ON_REQUEST);
    return undefined;
  }
  const options = { migrationsTable, budget: settings.verificationBudget / 2 };
  const before = await liveState(client, options);
  return () => verifyStep(pipeline, client, before, { ...options, migrations: migrations.map(withSource) });
}

const EMPTY = "the database has no tables yet";

async function lint({ pipeline, direction, client, migrations, applied }: Underway): Promise<void> {
  if (direction === "down") return pipeline.notNeeded("lint", "down may drop what up added");
  const serverVersion = await majorVersion(client);
  await pipeline.optionalStep("lint", () =>
    lintStep(pipeline, { migrations, earlier: applied, serverVersion }),
  );
}

/** The backup, noted in the history and in the report; undefined where it was left out. */
async function backUp({
  pipeline,
  record,
  url,
  settings,
  reporter,
  isRehearsal,
}: Underway): Promise<Backup | undefined> {
  if (isRehearsal && needsNoBackup(settings, url)) {
    pipeline.notNeeded("backup", "nothing is applied, and a sample is read from the database itself");
    return undefined;
  }
  const backup = await pipeline.optionalStep("backup", () => backUpStep(url, settings, reporter));
  if (!backup) return undefined;
  await record.noteBackup(backup.id);
  pipeline.note({ backup: backup.folder, restore: `${settings.restoreCommand} ${backup.id}` });
  return backup;
}

async function rehearsal(
  run: Underway,
  backup: Backup | undefined,
  drift: SchemaDrift | undefined,
): Promise<Rehearsal | undefined> {
  const { pipeline, client, settings, reporter, migrations, url } = run;
  const hasNoCopy = backup === undefined && !needsNoBackup(settings, url);
  const isLeftOut = hasNoCopy || settings.without.includes("rehearsal");
  if (isLeftOut && run.isKept) await refuseOtherThanRehearsed(client, migrations);
  if (hasNoCopy) {
    pipeline.leftOut("rehearsal", "it runs on the restored backup, and there is none");
    return undefined;
  }
  const onLeft = noteLeft(pipeline);
  return pipeline.optionalStep("rehearsal", () =>
    rehearseStep(pipeline, { ...run, backup, drift, onLeft }, settings, reporter),
  );
}

const noteLeft = (pipeline: Pipeline) => (what: string, error: unknown) => {
  const note = `The rehearsal's copy could not be removed: ${messageOf(error)}. The next run removes ${what}.`;
  pipeline.note({ notes: [...pipeline.report.notes, note] });
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
