import { hostname, userInfo } from "node:os";
import type pg from "pg";

/** One start of the migrator. Without `ended_at`, it is at work or was killed. */
export const createRuns = `create table if not exists pitstop.runs (
  id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'interrupted')),
  error text,
  database_user text not null default session_user,
  operator text not null,
  backup_id text,
  options jsonb not null
)`;

export type RunOutcome = "done" | "failed";

export interface Run {
  readonly id: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** "interrupted" when the process was killed; null while it works. */
  readonly outcome: RunOutcome | "interrupted" | null;
  readonly error: string | null;
  readonly databaseUser: string;
  /** The account and the machine that it ran on: `anna@build-7`. */
  readonly operator: string;
  readonly backupId: string | null;
  /** What it was asked for, with what was left out. */
  readonly options: unknown;
}

/**
 * Marks runs without an end as interrupted, and gives when they began. Only for who holds the migration lock: nobody
 * else is at work then.
 */
export async function noteInterruptedRuns(client: pg.ClientBase): Promise<Date[]> {
  const { rows } = await client.query<{ startedAt: Date }>(
    `update pitstop.runs set outcome = 'interrupted', ended_at = now() where ended_at is null
     returning started_at as "startedAt"`,
  );
  return rows.map(({ startedAt }) => startedAt);
}

/** Notes that a run begins, and gives its id. Only for who holds the migration lock. */
export async function startRun(client: pg.ClientBase, options: object): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    "insert into pitstop.runs (operator, options) values ($1, $2) returning id::int",
    [`${userInfo().username}@${hostname()}`, JSON.stringify(options)],
  );
  // An insert that returns gives one row.
  return (rows as [{ id: number }])[0].id;
}

/** Notes the backup that was taken before this run changed anything. */
export async function noteBackup(client: pg.ClientBase, runId: number, backupId: string): Promise<void> {
  await client.query("update pitstop.runs set backup_id = $2 where id = $1", [runId, backupId]);
}

/** Notes how a run ended; `error` is what went wrong, for people. */
export async function endRun(
  client: pg.ClientBase,
  runId: number,
  outcome: RunOutcome,
  error?: string,
): Promise<void> {
  await client.query("update pitstop.runs set ended_at = now(), outcome = $2, error = $3 where id = $1", [
    runId,
    outcome,
    error ?? null,
  ]);
}

/** The last runs, newest first. */
export async function listRuns(client: pg.ClientBase, limit = 20): Promise<Run[]> {
  const { rows } = await client.query<Run>(
    `select id::int, started_at as "startedAt", ended_at as "endedAt", outcome, error,
       database_user as "databaseUser", operator, backup_id as "backupId", options
     from pitstop.runs order by runs.id desc limit $1`,
    [limit],
  );
  return rows;
}
