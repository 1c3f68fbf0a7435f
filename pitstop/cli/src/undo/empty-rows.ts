// Rows that were written after an operation let them lack a value: undoing it requires the value again.
import { developmentOf } from "@pitstop/database/development";
import pg from "pg";
import type { OperationRecord } from "../apply/operation-record.ts";
import { RefusedError, UsageError } from "../errors.ts";

/** The value of rows that have none: a column and an SQL expression over the row. */
export interface Fill {
  readonly column: string;
  readonly expression: string;
}

/** `color='none'`, as it is typed. Throws UsageError BAD_FLAG. */
export function parseFill(text: string): Fill {
  const [, column, expression] = /^(\w+)=(.+)$/s.exec(text) ?? [];
  if (column !== undefined && expression !== undefined) return { column, expression };
  throw new UsageError(
    "BAD_FLAG",
    `--fill ${text} isn't a column and a value.`,
    `For example: pitstop undo --fill "color='none'"`,
  );
}

interface Empty {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}

/**
 * Gives rows the values that `fills` has for them. Throws RefusedError UNDO_EMPTY_ROWS where others lack a value that is
 * required again.
 */
export async function fillEmptyRows(
  root: string,
  record: OperationRecord,
  fills: readonly Fill[],
): Promise<void> {
  const columns = requiredAgain(record);
  if (columns.length === 0) return;
  const database = await developmentOf({ root }).developmentDatabase();
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    const empty = await emptyIn(client, columns);
    const left = empty.filter(({ column }) => !fills.some((fill) => fill.column === column));
    if (left.length > 0) throw emptyRows(left);
    for (const { table, column } of empty) {
      const fill = fills.find((candidate) => candidate.column === column);
      const name = pg.escapeIdentifier(column);
      await client.query(`update ${table} set ${name} = (${fill?.expression}) where ${name} is null`);
    }
  } finally {
    await client.end();
    await database.stop();
  }
}

/** The columns to which the migrations give NOT NULL, in either direction: before they are undone, each needs its values. */
function requiredAgain({ migrations }: OperationRecord): Pick<Empty, "table" | "column">[] {
  const found = migrations.flatMap(({ text }) => [
    ...text.matchAll(/alter table ((?:"[^"]+"\.)?"[^"]+") alter column "([^"]+)" set not null/gi),
  ]);
  const named = found.map(([, table = "", column = ""]) => ({ table, column }));
  return [...new Map(named.map((each) => [`${each.table}.${each.column}`, each])).values()];
}

const UNDEFINED_OBJECTS = new Set(["42P01", "42703"]);

async function emptyIn(client: pg.Client, columns: readonly Pick<Empty, "table" | "column">[]) {
  const empty: Empty[] = [];
  for (const { table, column } of columns) {
    const sql = `select count(*)::int as rows from ${table} where ${pg.escapeIdentifier(column)} is null`;
    try {
      const { rows: counted } = await client.query<{ rows: number }>(sql);
      const rows = counted[0]?.rows ?? 0;
      if (rows > 0) empty.push({ table, column, rows });
    } catch (error) {
      // A table or column that only rolling back brings: it comes with its values.
      if (!(error instanceof pg.DatabaseError && UNDEFINED_OBJECTS.has(error.code ?? ""))) throw error;
    }
  }
  return empty;
}

function emptyRows(empty: readonly Empty[]): RefusedError {
  const [first] = empty;
  return new RefusedError(
    "UNDO_EMPTY_ROWS",
    `${empty.map(({ table, column, rows }) => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"} of ${table} written since ${rows === 1 ? "has" : "have"} no "${column}"`).join("; ")}, which is required again.`,
    `Nothing was written. Give them a value: pitstop undo --fill "${first?.column}=<SQL expression>"`,
  );
}
