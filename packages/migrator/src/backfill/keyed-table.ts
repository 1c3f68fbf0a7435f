import pg from "pg";
import { codeOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";

/** A table with its primary key: what a backfill walks along. */
export interface KeyedTable {
  /** As SQL writes it. */
  readonly sql: string;
  readonly key: readonly { readonly name: string; readonly type: string }[];
}

/** Throws MigratorError BACKFILL_TABLE_MISSING and BACKFILL_NO_PRIMARY_KEY. */
export async function readKeyedTable(client: pg.ClientBase, table: string): Promise<KeyedTable> {
  const sql = table.split(".").map(pg.escapeIdentifier).join(".");
  const key = await keyOf(client, sql, table);
  if (key.length > 0) return { sql, key };
  throw new MigratorError(
    "BACKFILL_NO_PRIMARY_KEY",
    `${table} has no primary key: there is nothing to cut it into batches by.`,
    "Give the table a primary key first; a small table can be filled by one update in a migration.",
  );
}

async function keyOf(client: pg.ClientBase, sql: string, table: string) {
  try {
    const { rows } = await client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type
       from pg_index
         cross join unnest(indkey) with ordinality as key (number, place)
         join pg_attribute on attrelid = indrelid and attnum = key.number
       where indrelid = $1::regclass and indisprimary and place <= indnkeyatts
       order by place`,
      [sql],
    );
    return rows;
  } catch (error) {
    if (!["42P01", "3F000"].includes(codeOf(error) ?? "")) throw error;
    throw new MigratorError(
      "BACKFILL_TABLE_MISSING",
      `There is no table ${table} to fill.`,
      "Name the table as the database does, with its schema where that is not on the search path: sales.cars.",
      { cause: error },
    );
  }
}
