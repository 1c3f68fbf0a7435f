import { developmentDatabase } from "@pitstop/db/development";
import pg from "pg";
import type { RowsQuery } from "../plan.ts";

const UNDEFINED_OBJECTS = new Set(["42P01", "42703"]);

/** The rows of the development database that a plan is about. What is not there has none. */
export async function countRows(
  queries: readonly RowsQuery[],
): Promise<{ query: RowsQuery; rows: number }[]> {
  if (queries.length === 0) return [];
  const database = await developmentDatabase();
  const client = new pg.Client(database.url);
  try {
    await client.connect();
    const counted: { query: RowsQuery; rows: number }[] = [];
    for (const query of queries) counted.push({ query, rows: await countOf(client, query.sql) });
    return counted;
  } finally {
    await client.end();
    await database.stop();
  }
}

async function countOf(client: pg.Client, sql: string): Promise<number> {
  try {
    const { rows } = await client.query<Record<string, string>>(sql);
    return Number(Object.values(rows[0] ?? { count: "0" })[0]);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (UNDEFINED_OBJECTS.has(code)) return 0;
    throw error;
  }
}
