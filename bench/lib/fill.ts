import pg from "pg";

const CATEGORIES = 50;

/**
 * Fills the empty tables with 50 categories and that many cars, the same on every run: names in another order than
 * ids, ten colours with a third of the cars without one, every 51st car without a category. The indexes are made
 * after the rows, and autovacuum stays off, so that it starts in nobody's measurement.
 */
export async function fill(url: string, cars: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`set maintenance_work_mem = '512MB'`);
  await client.query(
    `insert into categories (name) select 'Category ' || n from generate_series(1, ${CATEGORIES}) n`,
  );
  const indexes = await secondaryIndexes(client);
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  await client.query(`
    insert into cars (name, color, category_id, created_at, updated_at)
    select
      'Car ' || left(md5(n::text), 12),
      case when n % 3 > 0 then (array['black','blue','brown','green','grey','orange','red','silver','white','yellow'])[1 + abs(hashint4(n)) % 10] end,
      nullif(n % ${CATEGORIES + 1}, 0),
      timestamptz '2020-01-01' + n * interval '20 seconds',
      timestamptz '2024-01-01' + abs(hashint4(n + 1)) % 40000000 * interval '1 second'
    from generate_series(1, ${cars}) n`);
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`alter table cars set (autovacuum_enabled = false)`);
  await client.query(`vacuum analyze`);
  await client.end();
}

async function secondaryIndexes(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'cars' and indexname not in (select conname from pg_constraint)`);
  return rows;
}
