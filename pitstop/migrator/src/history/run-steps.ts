import type pg from "pg";

/** What each run did, step by step, and how long it took. */
export const createRunSteps = `create table if not exists pitstop.run_steps (
  id bigint generated always as identity primary key,
  run_id bigint not null references pitstop.runs (id) on delete cascade,
  migration text not null,
  direction text not null check (direction in ('up', 'down')),
  step_index integer not null,
  hash text not null,
  sql text not null,
  started_at timestamptz not null,
  duration_ms double precision not null,
  retries integer not null,
  row_count bigint,
  outcome text not null check (outcome in ('done', 'failed')),
  error text
);
create index if not exists run_steps_run_id_index on pitstop.run_steps (run_id)`;

export interface RunStep {
  readonly migration: string;
  readonly direction: "up" | "down";
  /** Its place in the migration, from 0. */
  readonly index: number;
  readonly hash: string;
  readonly sql: string;
  readonly startedAt: Date;
  /** In milliseconds. */
  readonly duration: number;
  /** How often it had to be tried again because of a lock. */
  readonly retries: number;
  /** Rows that it touched; null where it is no such statement. */
  readonly rows: number | null;
  readonly outcome: "done" | "failed";
  readonly error: string | null;
}

export async function recordRunStep(client: pg.ClientBase, runId: number, step: RunStep): Promise<void> {
  await client.query(
    `insert into pitstop.run_steps (run_id, migration, direction, step_index, hash, sql, started_at, duration_ms,
       retries, row_count, outcome, error) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      runId,
      step.migration,
      step.direction,
      step.index,
      step.hash,
      step.sql,
      step.startedAt,
      step.duration,
      step.retries,
      step.rows,
      step.outcome,
      step.error,
    ],
  );
}

/** What a run did, in its order. */
export async function listRunSteps(client: pg.ClientBase, runId: number): Promise<RunStep[]> {
  const { rows } = await client.query<RunStep>(
    `select migration, direction, step_index as index, hash, sql, started_at as "startedAt",
       duration_ms as "duration", retries, row_count::float8 as rows, outcome, error
     from pitstop.run_steps where run_id = $1 order by id`,
    [runId],
  );
  return rows;
}
