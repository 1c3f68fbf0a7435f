import type { BackfillPlan } from "@pitstop/lint/recipes";
import type pg from "pg";

/** How far each backfill is; written in the transaction of each batch, so a kill at any point loses nothing. */
export const createBackfills = `create table if not exists pitstop.backfills (
  id text primary key,
  plan jsonb not null,
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  last_key jsonb,
  row_count bigint not null default 0,
  sweeps integer not null default 1,
  batch_size integer not null,
  next_batch_at timestamptz not null default now()
)`;

export interface BackfillState {
  /** The primary key of the last row that was looked at, as text by column; null before the first. */
  readonly lastKey: readonly string[] | null;
  /** Rows filled since the backfill began. */
  readonly rows: number;
  /** How many times it walks the table, this one included. */
  readonly sweeps: number;
  readonly batchSize: number;
  readonly isFinished: boolean;
  /** Milliseconds until the next batch may begin: the pause holds for every process that works on it. */
  readonly pauseLeft: number;
}

const columns = `last_key as "lastKey", row_count::float8 as rows, sweeps, batch_size as "batchSize",
  finished_at is not null as "isFinished",
  greatest(0, extract(epoch from next_batch_at - clock_timestamp()) * 1000)::float8 as "pauseLeft"`;

/** Begins a backfill, or takes up the one that was begun. */
export async function openBackfill(
  client: pg.ClientBase,
  id: string,
  plan: BackfillPlan,
  batchSize: number,
): Promise<BackfillState> {
  await client.query(
    "insert into pitstop.backfills (id, plan, batch_size) values ($1, $2, $3) on conflict (id) do nothing",
    [id, JSON.stringify(plan), batchSize],
  );
  const { rows } = await client.query<BackfillState>(
    `select ${columns} from pitstop.backfills where id = $1`,
    [id],
  );
  // The row was inserted just now, or was there.
  return (rows as [BackfillState])[0];
}

/** The state, locked until the transaction ends; undefined while another process has a batch under way. */
export async function lockBackfill(client: pg.ClientBase, id: string): Promise<BackfillState | undefined> {
  const { rows } = await client.query<BackfillState>(
    `select ${columns} from pitstop.backfills where id = $1 for update skip locked`,
    [id],
  );
  return rows[0];
}

export type BackfillStep = Pick<BackfillState, "lastKey" | "rows" | "sweeps" | "isFinished">;

/** Notes what a batch did, in its transaction. */
export async function noteBatch(client: pg.ClientBase, id: string, step: BackfillStep): Promise<void> {
  await client.query(
    `update pitstop.backfills set last_key = $2, row_count = $3, sweeps = $4, updated_at = now(),
       finished_at = case when $5 then now() end where id = $1`,
    [id, step.lastKey && JSON.stringify(step.lastKey), step.rows, step.sweeps, step.isFinished],
  );
}

/** Notes the size of the next batch, and when it may begin. */
export async function notePace(
  client: pg.ClientBase,
  id: string,
  pace: { readonly batchSize: number; readonly pause: number },
): Promise<void> {
  await client.query(
    `update pitstop.backfills set batch_size = $2, next_batch_at = clock_timestamp() + $3 * interval '1 ms'
     where id = $1`,
    [id, pace.batchSize, pace.pause],
  );
}
