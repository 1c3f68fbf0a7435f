import type pg from "pg";

/** Rows that refer to nothing, of one foreign key. */
export interface Orphans {
  readonly table: string;
  readonly constraint: string;
  readonly references: string;
  readonly rows: number;
}

interface ForeignKey {
  table: string;
  constraint: string;
  references: string;
  columns: string[];
  referenced: string[];
}

/**
 * Rows whose foreign key leads nowhere. PostgreSQL keeps them out by itself, except where a constraint is NOT VALID,
 * triggers were switched off, or an index is damaged.
 */
export async function findOrphans(client: pg.ClientBase): Promise<Orphans[]> {
  const found: Orphans[] = [];
  for (const key of await foreignKeys(client)) {
    const rows = await countOrphans(client, key);
    if (rows > 0) found.push({ ...key, rows });
  }
  return found;
}

async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as "table", quote_ident(conname) as "constraint",
      confrelid::regclass::text as "references",
      (select array_agg(quote_ident(a.attname) order by k.position)
        from unnest(conkey) with ordinality k(number, position)
        join pg_attribute a on a.attrelid = conrelid and a.attnum = k.number) as columns,
      (select array_agg(quote_ident(a.attname) order by k.position)
        from unnest(confkey) with ordinality k(number, position)
        join pg_attribute a on a.attrelid = confrelid and a.attnum = k.number) as referenced
    from pg_constraint where contype = 'f' and conparentid = 0
    order by 1, 2`);
  return rows;
}

async function countOrphans(
  client: pg.ClientBase,
  { table, references, columns, referenced }: ForeignKey,
): Promise<number> {
  const isSet = columns.map((column) => `child.${column} is not null`).join(" and ");
  const matches = columns
    .map((column, index) => `parent.${referenced[index]} = child.${column}`)
    .join(" and ");
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int as count from ${table} child
    where ${isSet} and not exists (select from ${references} parent where ${matches})`);
  return rows[0]?.count ?? 0;
}
