import { developmentOf } from "@pitstop/database/development";
import pg from "pg";
import type { z } from "zod";
import { editedSchemas } from "../dry-run/edited-schemas.ts";
import { UsageError } from "../errors.ts";
import type { Edit, RowsQuery } from "../plan.ts";

/** A row to show: its id and its value, if there is one to show. */
export interface SampleRow {
  readonly id: string;
  readonly value: string | null;
}

/** How many rows a query found, and the first of them. */
export interface CountedRows {
  readonly query: RowsQuery;
  readonly rows: number;
  readonly samples: readonly SampleRow[];
}

const SAMPLES = 3;
const BATCH = 5_000;
const UNDEFINED_TABLE = "42P01";
const UNDEFINED_COLUMN = "42703";

/**
 * The rows of the development database that a plan is about; none if it has no such table or column yet. Values are
 * checked by the schema of the edited files, in batches. Throws UsageError BAD_EXPRESSION if what a person typed can't
 * be computed.
 */
export async function countRows(
  root: string,
  { rowsAtRisk, edits }: { readonly rowsAtRisk: readonly RowsQuery[]; readonly edits: readonly Edit[] },
): Promise<CountedRows[]> {
  const { developmentDatabase, hasDevelopmentDatabase } = developmentOf({ root });
  if (rowsAtRisk.length === 0 || !hasDevelopmentDatabase()) return [];
  const database = await developmentDatabase();
  // Texts of moments and days mean the same on every server.
  const client = new pg.Client({
    connectionString: database.url,
    options: "-c timezone=UTC -c datestyle=ISO -c default_transaction_read_only=on",
  });
  try {
    await client.connect();
    const counted: CountedRows[] = [];
    for (const query of rowsAtRisk) {
      const schema = query.schema && (await editedSchemas(root, edits, query.schema)).input;
      const found = await rowsFound(client, query, schema);
      counted.push({ query, ...found });
      if (found.rows > 0 && query.refuses) break;
    }
    return counted;
  } finally {
    await client.end();
    await database.stop();
  }
}

type Found = Omit<CountedRows, "query">;

/** What one query finds; `schema` is the one that it names. */
export async function rowsFound(
  client: pg.Client,
  query: RowsQuery,
  schema: z.ZodType | undefined,
): Promise<Found> {
  try {
    return schema ? await refusedRows(client, query.sql, schema) : await countedRows(client, query.sql);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === UNDEFINED_TABLE || (code === UNDEFINED_COLUMN && query.typed === undefined))
      return { rows: 0, samples: [] };
    if (query.typed === undefined || !/^\w{5}$/.test(code)) throw error;
    throw new UsageError(
      "BAD_EXPRESSION",
      `${query.typed} fails on the rows of the development database: ${(error as Error).message}.`,
      "Change the expression. Use the names of the columns in the database, such as top_speed.",
    );
  }
}

async function countedRows(client: pg.Client, sql: string): Promise<Found> {
  const counted = await client.query<{ rows: string }>(`select count(*) as rows from (${sql}) as found`);
  const rows = Number(counted.rows[0]?.rows ?? 0);
  if (rows === 0) return { rows, samples: [] };
  const { rows: samples } = await client.query<SampleRow>(
    `select id::text as id, value::text as value from (${sql}) as found order by found.id limit ${SAMPLES}`,
  );
  return { rows, samples };
}

/** The rows whose values the schema refuses; a table of any size is read in batches. */
async function refusedRows(client: pg.Client, sql: string, schema: z.ZodType): Promise<Found> {
  const samples: SampleRow[] = [];
  let count = 0;
  await client.query("begin");
  try {
    await client.query(`declare found no scroll cursor for ${sql}`);
    for (;;) {
      const { rows } = await client.query<{ id: string; value: unknown }>(`fetch ${BATCH} from found`);
      for (const { id, value } of rows) {
        if (schema.safeParse(value).success) continue;
        count += 1;
        if (samples.length < SAMPLES)
          samples.push({ id: String(id), value: typeof value === "string" ? value : JSON.stringify(value) });
      }
      if (rows.length < BATCH) return { rows: count, samples };
    }
  } finally {
    await client.query("rollback");
  }
}
