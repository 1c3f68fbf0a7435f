import type pg from "pg";

/** What was rehearsed: the migration by its hash, so that another text of it counts as not rehearsed. */
export const createRehearsals = `create table if not exists pitstop.rehearsals (
  migration text not null,
  hash text not null,
  rehearsed_at timestamptz not null default now(),
  report jsonb not null,
  primary key (migration, hash)
)`;

export interface Rehearsal {
  readonly migration: string;
  readonly hash: string;
  readonly rehearsedAt: Date;
  readonly report: unknown;
}

/** Notes a rehearsal; a second one of the same text takes the place of the first. */
export async function recordRehearsal(
  client: pg.ClientBase,
  { migration, hash, report }: Pick<Rehearsal, "migration" | "hash"> & { readonly report: object },
): Promise<void> {
  await client.query(
    `insert into pitstop.rehearsals (migration, hash, report) values ($1, $2, $3)
     on conflict (migration, hash) do update set report = excluded.report, rehearsed_at = now()`,
    [migration, hash, JSON.stringify(report)],
  );
}

/** The rehearsal of exactly this text, or undefined. */
export async function findRehearsal(
  client: pg.ClientBase,
  migration: string,
  hash: string,
): Promise<Rehearsal | undefined> {
  const { rows } = await client.query<Rehearsal>(
    `select migration, hash, rehearsed_at as "rehearsedAt", report
     from pitstop.rehearsals where migration = $1 and hash = $2`,
    [migration, hash],
  );
  return rows[0];
}
