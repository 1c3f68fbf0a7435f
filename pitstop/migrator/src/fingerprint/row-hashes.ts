import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import { readTables, type TableName } from "./tables.ts";
import { textOf, textSettings } from "./value-text.ts";

/**
 * A query for a hash of each row of a table over some of its columns, in a column `hash`, and the OID of the partition
 * that has it, in `partition`; undefined for a foreign table.
 */
export async function rowHashQuery(
  client: pg.ClientBase,
  table: TableName,
  columns: readonly string[],
): Promise<string | undefined> {
  const [found] = await readTables(client, { wanted: [table] });
  if (!found) return undefined;
  const texts = columns
    .flatMap((name) => found.columns.find((column) => column.name === name) ?? [])
    .map(textOf);
  const name = `${found.isPartitioned ? "" : "only "}${quoted(table.schema)}.${quoted(table.table)}`;
  return `select hashtextextended(array[${texts.join(", ")}]::text[]::text collate "C", 0) as hash, t.tableoid as partition from ${name} as t`;
}

/** Runs a query with the settings under which the same value has the same text. */
export async function withTextSettings<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  query: string,
): Promise<Row[]> {
  await client.query(`begin; ${textSettings}`);
  try {
    const { rows } = await client.query<Row>(query);
    await client.query("commit");
    return rows;
  } catch (error) {
    await client.query("rollback").catch(() => undefined); // the first error says more
    throw error;
  }
}
