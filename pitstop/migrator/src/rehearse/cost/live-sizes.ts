import { connect } from "../../connection.ts";

export interface LiveSize {
  /** As PostgreSQL estimates them; 0 where it doesn't know. */
  readonly rows: number;
  /** With everything that belongs to the table. */
  readonly bytes: number;
}

/** How large the tables of the live database are, by their qualified names. Reads no table. */
export async function liveSizes(url: string): Promise<ReadonlyMap<string, LiveSize>> {
  const client = await connect(url);
  try {
    // The rows of a page change little; how many pages there are is known exactly.
    const { rows } = await client.query<LiveSize & { name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name, coalesce(pg_total_relation_size(c.oid), 0)::float8 as bytes,
         greatest(pg_stat_get_live_tuples(c.oid)::float8, case when c.reltuples > 0 and c.relpages > 0
           then c.reltuples / c.relpages * (pg_relation_size(c.oid) / current_setting('block_size')::int) end, 0) as rows
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('information_schema', 'pitstop') and n.nspname !~ '^pg_'`,
    );
    return new Map(rows.map(({ name, ...size }) => [name, size]));
  } finally {
    await client.end();
  }
}
