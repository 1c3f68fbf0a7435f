import type pg from "pg";
import type { ReadMigration } from "../migration/read-migration.ts";

/**
 * How far a migration that is not transactional came. A step that can run in a transaction is written as done in that
 * same transaction; of one that cannot, the start is written first, with the session that runs it.
 */
export const createProgress = `create table if not exists pitstop.progress (
  migration text not null,
  direction text not null,
  step_index integer not null,
  hash text not null,
  sql text not null,
  started_at timestamptz not null default now(),
  done_at timestamptz,
  backend_pid integer not null default pg_backend_pid(),
  primary key (migration, direction, step_index)
)`;

export interface StepProgress {
  readonly index: number;
  readonly hash: string;
  readonly sql: string;
  readonly isDone: boolean;
  /** Whether the session that began it still works on it, though its migrator is gone. */
  readonly isStillRunning: boolean;
  readonly backendPid: number;
}

/** The steps of this migration that an earlier run began, in their order. */
export async function readProgress(client: pg.ClientBase, migration: ReadMigration): Promise<StepProgress[]> {
  const { rows } = await client.query<StepProgress>(
    `select step_index as index, hash, sql, done_at is not null as "isDone", backend_pid as "backendPid",
       done_at is null and exists (
         select from pg_stat_activity
         where pid = backend_pid and pid <> pg_backend_pid() and backend_start < started_at
           and datname = current_database() and state = 'active'
       ) as "isStillRunning"
     from pitstop.progress where migration = $1 and direction = $2 order by step_index`,
    [migration.name, migration.direction],
  );
  return rows;
}

interface NotedStep {
  readonly index: number;
  readonly hash: string;
  readonly sql: string;
}

/** Notes that a step begins, before it does. */
export async function noteStepStarted(
  client: pg.ClientBase,
  migration: ReadMigration,
  step: NotedStep,
): Promise<void> {
  await note(client, migration, step, "null");
}

/** Notes that a step is done. */
export async function noteStepDone(
  client: pg.ClientBase,
  migration: ReadMigration,
  step: NotedStep,
): Promise<void> {
  await note(client, migration, step, "now()");
}

async function note(
  client: pg.ClientBase,
  { name, direction }: ReadMigration,
  { index, hash, sql }: NotedStep,
  doneAt: "null" | "now()",
): Promise<void> {
  await client.query(
    `insert into pitstop.progress (migration, direction, step_index, hash, sql, done_at)
     values ($1, $2, $3, $4, $5, ${doneAt})
     on conflict (migration, direction, step_index) do update
     set hash = excluded.hash, sql = excluded.sql, started_at = excluded.started_at, done_at = excluded.done_at,
       backend_pid = excluded.backend_pid`,
    [name, direction, index, hash, sql],
  );
}

/** The whole migration is done: its steps need no memory. */
export async function forgetProgress(client: pg.ClientBase, migration: ReadMigration): Promise<void> {
  await client.query("delete from pitstop.progress where migration = $1 and direction = $2", [
    migration.name,
    migration.direction,
  ]);
}

/** A step that failed and left nothing: it counts as not begun. */
export async function forgetStep(
  client: pg.ClientBase,
  { name, direction }: ReadMigration,
  index: number,
): Promise<void> {
  await client.query(
    "delete from pitstop.progress where migration = $1 and direction = $2 and step_index = $3",
    [name, direction, index],
  );
}
