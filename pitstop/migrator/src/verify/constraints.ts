import type pg from "pg";

/** Something in the live schema that PostgreSQL keeps but does not trust or use. */
export interface BrokenObject {
  readonly kind: "index" | "constraint";
  readonly table: string;
  readonly name: string;
  /** In one sentence. */
  readonly problem: string;
}

/**
 * Invalid indexes (what a failed CREATE INDEX CONCURRENTLY leaves: it costs every write and serves no read) and
 * constraints that were never validated. Sources: pg_index.indisvalid and pg_constraint.convalidated of
 * https://www.postgresql.org/docs/18/catalogs.html.
 */
export async function brokenObjects(client: pg.ClientBase): Promise<BrokenObject[]> {
  const { rows } = await client.query<{ kind: "index" | "constraint"; table: string; name: string }>(`
    select 'index' as kind, indrelid::regclass::text as "table", indexrelid::regclass::text as name
    from pg_index where not indisvalid
    union all
    select 'constraint', conrelid::regclass::text, quote_ident(conname)
    from pg_constraint where not convalidated and contype in ('f', 'c') and conrelid <> 0
    order by 1, 2, 3`);
  return rows.map((row) => ({ ...row, problem: problemOf(row) }));
}

function problemOf({ kind, table, name }: { kind: string; table: string; name: string }): string {
  return kind === "index"
    ? `The index ${name} on ${table} is invalid: it slows writes down and no query uses it.`
    : `The constraint ${name} on ${table} was never validated: older rows may break it.`;
}
