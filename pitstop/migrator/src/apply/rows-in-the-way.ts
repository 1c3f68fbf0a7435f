import type { Step } from "@pitstop/lint";
import { descendants, literal, quoted, quotedTable, tableNameOf } from "@pitstop/lint/sql";
import { parseSync } from "libpg-query";
import type pg from "pg";
import { codeOf } from "../database-error.ts";
import { rolledBack } from "../transaction.ts";
import { type Failure, rowsWhere, SHOWN } from "./offending-rows.ts";
import { orphans } from "./orphan-rows.ts";

const LONGEST = 160;
/** A table in use is not read for longer than this for the sake of a message, in milliseconds. */
const BUDGET = 5_000;

/** Rows that a statement failed on, as a query that gives `found` as text and the `total` of them. */
type Search = (client: pg.ClientBase, failure: Failure) => Promise<string | undefined>;

/** By SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const searches: Readonly<Record<string, Search>> = {
  "23502": async (_client, { table, column }) => rowsWhere(table, `t.${quoted(column)} is null`),
  "23503": orphans,
  "23505": duplicates,
  "23514": violations,
};

/**
 * The rows that a statement failed on, in a sentence: duplicates for a unique index, nulls for NOT NULL, orphans for a
 * foreign key, rows that break a check, values that don't convert. Undefined where it failed for another reason, or the
 * rows can't be found in time: that changes nothing about the error.
 */
export async function rowsInTheWay(
  client: pg.ClientBase,
  step: Step | undefined,
  error: unknown,
): Promise<string | undefined> {
  const code = codeOf(error) ?? "";
  const search = searches[code] ?? (code.startsWith("22") ? unconverted : undefined);
  if (step?.kind !== "sql" || !search) return undefined;
  const failure = failureOf(step.sql, error);
  try {
    return await rolledBack(client, async () => {
      await client.query(`set local statement_timeout = ${BUDGET}; set local lock_timeout = 1000`);
      const query = await search(client, failure);
      return query === undefined ? undefined : sentenceOf(await client.query<Found>(query));
    });
  } catch {
    return undefined;
  }
}

interface Found {
  readonly found: string;
  readonly total: string;
}

function sentenceOf({ rows }: pg.QueryResult<Found>): string | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const total = Number(first.total);
  const shown = rows.map(({ found }) => (found.length > LONGEST ? `${found.slice(0, LONGEST - 1)}…` : found));
  const count = total > rows.length ? ` (${rows.length} of ${total.toLocaleString("en")})` : "";
  return `Offending rows${count}: ${shown.join("; ")}.`;
}

function failureOf(sql: string, error: unknown): Failure {
  const said = (error ?? {}) as Partial<
    Record<"schema" | "table" | "column" | "constraint" | "detail", string>
  >; // of pg
  const { schema = "public", table = "", column = "", constraint = "", detail = "" } = said;
  return { sql, table: `${quoted(schema)}.${quoted(table)}`, column, constraint, detail };
}

/** PostgreSQL names one key in its detail; an index on part of the rows says which ones at its end. */
async function duplicates(
  _client: pg.ClientBase,
  { sql, table, detail }: Failure,
): Promise<string | undefined> {
  const keys = /^Key \((.*)\)=\(.*\) is duplicated/s.exec(detail)?.[1];
  if (keys === undefined) return undefined;
  const where = /\)\s*(where\s.+?);?\s*$/is.exec(sql)?.[1] ?? "";
  const isSet = /nulls\s+not\s+distinct/i.test(sql) ? "" : `and row(${keys}) is not null`;
  return `select format('(%s) in %s rows', ${literal(keys)}, n) || ': ' || key as found, count(*) over () as total
    from (select row(${keys})::text as key, count(*) as n from ${table} ${where} group by ${keys} having count(*) > 1 ${isSet}) d
    order by n desc, key limit ${SHOWN}`;
}

async function violations(client: pg.ClientBase, failure: Failure): Promise<string | undefined> {
  const { rows } = await client.query<{ expression: string }>(
    `select pg_get_expr(conbin, conrelid) as expression from pg_constraint
     where conrelid = to_regclass($1) and conname = $2 and contype = 'c'`,
    [failure.table, failure.constraint],
  );
  const expression = rows[0]?.expression ?? checkIn(failure.sql);
  return expression === undefined ? undefined : rowsWhere(failure.table, `not (${expression})`);
}

/** What stands in the parentheses after CHECK; a parser gives no text back. */
function checkIn(sql: string): string | undefined {
  const begin = /\bcheck\s*\(/i.exec(sql);
  if (!begin) return undefined;
  const start = begin.index + begin[0].length;
  let depth = 1;
  for (let at = start; at < sql.length; at++) {
    if (sql[at] === "(") depth++;
    if (sql[at] === ")" && --depth === 0) return sql.slice(start, at);
  }
  return undefined;
}

/** What is written after TYPE and USING. */
const TYPE_AND_USING = /\btype\s+(.+?)(?:\s+using\s+(.+?))?\s*;?\s*$/is;

/** Tries every row by itself, as the statement does: an assignment, and not a cast, which would cut a text. */
async function unconverted(client: pg.ClientBase, { sql }: Failure): Promise<string | undefined> {
  const tree = parseSync(sql);
  const [change, ...others] = descendants(tree, "AlterTableCmd");
  const [statement] = descendants(tree, "AlterTableStmt");
  const [, type, using] = TYPE_AND_USING.exec(sql) ?? [];
  if (change?.subtype !== "AT_AlterColumnType" || others.length > 0 || type === undefined) return undefined;
  const table = quotedTable(tableNameOf(statement?.relation));
  const value = `select ${using ?? quoted(change.name ?? "")} from (select ($1).*) as t`;
  const body = `declare result ${type}; begin execute ${literal(value)} into result using changed; return true;
    exception when others then return false; end`;
  await client.query(
    `create function pg_temp.converts(changed ${table}) returns boolean language plpgsql as ${literal(body)}`,
  );
  return rowsWhere(table, "not pg_temp.converts(t)");
}
