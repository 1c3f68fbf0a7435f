import type pg from "pg";
import type { SampleOptions } from "./fill-sample.ts";
import { copyRows } from "./rows.ts";
import { tablesToSample } from "./tables.ts";

/**
 * Copies what belongs to migrations themselves in full, and where every sequence is: a migration that is half applied
 * goes on in a shadow as it would in the database.
 */
export async function copyOwnTables(
  source: pg.ClientBase,
  target: pg.ClientBase,
  { migrationsTable }: Pick<SampleOptions, "migrationsTable">,
): Promise<void> {
  await source.query("begin transaction read only");
  try {
    const tables = await tablesToSample(source, migrationsTable);
    for (const table of tables.filter(({ isOwn }) => isOwn)) await copyRows(source, target, table, "");
  } finally {
    await source.query("rollback").catch(() => undefined); // the first error says more
  }
  const { rows } = await source.query<{ sequence: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as sequence, last_value::text as value
     from pg_sequences where last_value is not null`,
  );
  for (const { sequence, value } of rows) {
    await target.query("select setval(to_regclass($1), $2::bigint) where to_regclass($1) is not null", [
      sequence,
      value,
    ]);
  }
}
