import type pg from "pg";
import { MigratorError } from "../errors.ts";
import { rowKeyIndex } from "../fingerprint/row-key.ts";
import { tableNames } from "./table-name.ts";

/** A table with the key that tells its rows apart: what a backfill walks along. */
export interface KeyedTable {
  /** As SQL writes it, with its schema. */
  readonly sql: string;
  readonly key: readonly { readonly name: string; readonly type: string }[];
}

/**
 * The table of a name as people write it, with or without quotes. Throws MigratorError BACKFILL_TABLE_MISSING, and
 * BACKFILL_NO_PRIMARY_KEY where nothing tells its rows apart.
 */
export async function readKeyedTable(client: pg.ClientBase, table: string): Promise<KeyedTable> {
  const found = await findTable(client, table);
  const key = await keyOf(client, found.oid);
  if (key.length > 0) return { sql: found.sql, key };
  throw new MigratorError(
    "BACKFILL_NO_PRIMARY_KEY",
    `${table} has no primary key and no unique key without NULLs, so it can't be split into batches.`,
    "Give the table a primary key first; a small table can be filled by one update in a migration.",
  );
}

async function findTable(client: pg.ClientBase, table: string): Promise<{ oid: number; sql: string }> {
  const { rows } = await client.query<{ oid: number; sql: string }>(
    `select c.oid, format('%I.%I', n.nspname, c.relname) as sql
     from unnest($1::text[]) with ordinality as name (text, place)
     join pg_class c on c.oid = to_regclass(name.text) join pg_namespace n on n.oid = c.relnamespace
     order by place limit 1`,
    [tableNames(table)],
  );
  if (rows[0]) return rows[0];
  throw new MigratorError(
    "BACKFILL_TABLE_MISSING",
    `There is no table ${table} to fill.`,
    `Name the table as the database does, with its schema where that is not on the search path: sales.cars, or sales."Cars".`,
  );
}

async function keyOf(client: pg.ClientBase, oid: number): Promise<KeyedTable["key"]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type
     from (${rowKeyIndex("$1")}) as i
       cross join unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality as key (number, place)
       join pg_attribute on attrelid = $1 and attnum = key.number
     order by place`,
    [oid],
  );
  return rows;
}
