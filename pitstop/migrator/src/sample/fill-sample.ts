import type pg from "pg";
import type { OnProgress } from "../progress.ts";
import { copyRows, copyRowsByKey } from "./rows.ts";
import { type ParentKey, parentKeys, type SampledTable, tablesToSample } from "./tables.ts";

export interface SampleOptions {
  /** Of each table; the rows that they refer to come on top. */
  readonly rows: number;
  readonly migrationsTable: string;
  readonly onProgress?: OnProgress | undefined;
}

/** What was taken, of how many rows there are: PostgreSQL estimates them. */
export interface SampleSize {
  readonly taken: number;
  readonly outOf: number;
}

/** More rows are looked at than are taken, so that they come from all over the table. */
const SPREAD = 3;

/**
 * Fills the tables of `target`, which has the same ones without rows, with a sample of `source`: so many rows of each,
 * from all over the table, and every row that one of them refers to by a foreign key, and so on. `source` is read in
 * one snapshot. The caller sees to it that no foreign key of `target` is checked before all is there.
 */
export async function fillSample(
  source: pg.ClientBase,
  target: pg.ClientBase,
  options: SampleOptions,
): Promise<SampleSize> {
  await source.query("begin transaction isolation level repeatable read, read only");
  try {
    const tables = (await tablesToSample(source, options.migrationsTable)).filter(({ isOwn }) => !isOwn);
    const size = { taken: 0, outOf: 0 };
    const taken = (rows: number) => {
      size.taken += rows;
      options.onProgress?.({ task: "Taking a sample", done: size.taken, total: undefined, unit: "rows" });
    };
    for (const table of tables) {
      const estimate = await estimatedRows(source, table);
      size.outOf += estimate;
      taken(await copySample(source, target, table, { rows: options.rows, estimate }));
    }
    await copyParents(source, target, tables, taken);
    return { taken: size.taken, outOf: Math.max(size.outOf, size.taken) };
  } finally {
    await source.query("rollback").catch(() => undefined); // the first error says more
  }
}

async function estimatedRows(source: pg.ClientBase, { name }: SampledTable): Promise<number> {
  const { rows } = await source.query<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    `explain (format json) select from ${name}`,
  );
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

/** Whole pages are drawn, which reads no more than it must of a large table; an estimate may be far off. */
async function copySample(
  source: pg.ClientBase,
  target: pg.ClientBase,
  table: SampledTable,
  { rows, estimate }: { rows: number; estimate: number },
): Promise<number> {
  const percent = (100 * SPREAD * rows) / Math.max(estimate, 1);
  if (percent >= 100) return copyRows(source, target, table, `order by random() limit ${rows}`);
  const copied = await copyRows(
    source,
    target,
    table,
    `tablesample system (${percent}) repeatable (1) order by random() limit ${rows}`,
  );
  if (copied >= rows) return copied;
  await target.query(`delete from ${table.name}`);
  return copyRows(source, target, table, `limit ${rows}`);
}

/** Walks until a round finds nothing more: parents have parents, and tables refer to themselves and in circles. */
async function copyParents(
  source: pg.ClientBase,
  target: pg.ClientBase,
  tables: readonly SampledTable[],
  onTaken: (rows: number) => void,
): Promise<void> {
  const keys = await parentKeys(source);
  for (;;) {
    let found = 0;
    for (const key of keys) {
      const parent = tables.find(({ name }) => name === key.parent);
      if (!parent) continue;
      const rows = await copyRowsByKey(source, target, parent, {
        columns: key.columns,
        keys: await missingParents(target, key),
      });
      if (rows > 0) onTaken(rows);
      found += rows;
    }
    // What is missing now is missing in the database itself, where a key that is not validated allows it.
    if (found === 0) return;
  }
}

async function missingParents(target: pg.ClientBase, key: ParentKey): Promise<string[][]> {
  const { child, parent, columns } = key;
  const { rows } = await target.query<{ key: string[] }>(
    `select distinct array[${columns.map((column) => `c.${column.child}::text`)}] as key from ${child} c
     where ${columns.map((column) => `c.${column.child} is not null`).join(" and ")}
       and not exists (select from ${parent} p
         where ${columns.map((column) => `p.${column.parent} = c.${column.child}`).join(" and ")})`,
  );
  return rows.map((row) => row.key);
}
