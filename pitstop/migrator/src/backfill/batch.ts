import type { BackfillPlan } from "@pitstop/lint/recipes";
import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import type { KeyedTable } from "./keyed-table.ts";

/** The values of a key as text, column by column. */
export type Key = readonly string[];

/**
 * Where a batch of this many rows ends: the key of its last row, or undefined when there is none after `last`. The
 * range counts every row and not only those that match, so that a batch is short also where few match.
 */
export async function endOfBatch(
  client: pg.ClientBase,
  table: KeyedTable,
  last: Key | null,
  size: number,
): Promise<Key | undefined> {
  const after = last ? `where ${keyOf(table)} > ${parameters(table, 2)}` : "";
  const { rows } = await client.query<{ key: string[] }>(
    `select array[${columns(table).map((name) => `${name}::text`)}] as key
     from (select ${columns(table)} from ${table.sql} ${after} order by ${columns(table)} limit $1) as batch
     order by ${columns(table).map((name) => `${name} desc`)} limit 1`,
    [size, ...(last ?? [])],
  );
  return rows[0]?.key;
}

/** Fills the rows of one batch: how many it filled, and how many of them match `where` even so. */
export async function fillBatch(
  client: pg.ClientBase,
  table: KeyedTable,
  plan: BackfillPlan,
  range: { readonly last: Key | null; readonly end: Key },
): Promise<{ rows: number; stillMatching: number }> {
  const { end, last } = range;
  const after = last ? `and ${keyOf(table)} > ${parameters(table, end.length + 1)}` : "";
  const { rows } = await client.query<{ rows: number; stillMatching: number }>(
    `with filled as (
       ${updateOf(table, plan)} and ${keyOf(table)} <= ${parameters(table, 1)} ${after}
       returning (${plan.where}
       ) as is_matching
     )
     select count(*)::int as rows, (count(*) filter (where is_matching))::int as "stillMatching" from filled`,
    [...end, ...(last ?? [])],
  );
  return rows[0] ?? { rows: 0, stillMatching: 0 };
}

/** The whole backfill as one statement. A line break ends a comment at the end of what the plan says. */
export function updateOf(table: KeyedTable, plan: BackfillPlan): string {
  return `update ${table.sql} set ${plan.set}\n where (${plan.where}\n)`;
}

/** `cars (id) from (1) to (1000)`, for messages. */
export function shownRange(plan: BackfillPlan, table: KeyedTable, last: Key | null, end: Key): string {
  const names = table.key.map(({ name }) => name).join(", ");
  return `${plan.table} (${names}) ${last ? `after (${last.join(", ")}) ` : ""}up to (${end.join(", ")})`;
}

function columns(table: KeyedTable): string[] {
  return table.key.map(({ name }) => quoted(name));
}

/** A row value: PostgreSQL walks the index of the key along it, at any depth. */
function keyOf(table: KeyedTable): string {
  return `(${columns(table)})`;
}

function parameters(table: KeyedTable, first: number): string {
  return `(${table.key.map(({ type }, index) => `$${first + index}::text::${type}`)})`;
}
