import type pg from "pg";
import type { SampledTable } from "./tables.ts";

/** A row as PostgreSQL writes it, with all its columns: nothing is lost on the way through it. */
type RowText = string;

const AT_ONCE = 1_000;

/** No column is called so. */
const ROW = '"pitstop sampled row"';

/**
 * Copies rows from one database into the same table of another; `which` is what follows FROM and the table in SQL.
 * Gives how many it copied.
 */
export async function copyRows(
  source: pg.ClientBase,
  target: pg.ClientBase,
  table: SampledTable,
  which: string,
): Promise<number> {
  let copied = 0;
  await source.query(`declare sampled no scroll cursor for ${rowsOf(table)} ${which}`);
  for (;;) {
    const { rows } = await source.query<{ row: RowText }>(`fetch ${AT_ONCE} from sampled`);
    if (rows.length === 0) break;
    await insertRows(target, table, rows);
    copied += rows.length;
  }
  await source.query("close sampled");
  return copied;
}

/** A partitioned table has no rows of its own; those of a table that inherits from another are read with that table. */
const rowsOf = ({ name, isPartitioned }: SampledTable): string =>
  `select ${ROW}::text as row from ${isPartitioned ? "" : "only "}${name} ${ROW}`;

/** Copies the rows with these keys, each a list of values in the order of `columns`. Gives how many there were. */
export async function copyRowsByKey(
  source: pg.ClientBase,
  target: pg.ClientBase,
  table: SampledTable,
  { columns, keys }: { columns: readonly { parent: string; type: string }[]; keys: readonly string[][] },
): Promise<number> {
  let copied = 0;
  const values = columns.map(({ type }, index) => `(key ->> ${index})::${type}`);
  for (let begin = 0; begin < keys.length; begin += AT_ONCE) {
    const { rows } = await source.query<{ row: RowText }>(
      `${rowsOf(table)}
       where (${columns.map(({ parent }) => `${ROW}.${parent}`)}) in
         (select ${values} from json_array_elements($1::json) as keys(key))`,
      [JSON.stringify(keys.slice(begin, begin + AT_ONCE))],
    );
    await insertRows(target, table, rows);
    copied += rows.length;
  }
  return copied;
}

async function insertRows(
  target: pg.ClientBase,
  { name, columns }: SampledTable,
  rows: readonly { row: RowText }[],
): Promise<void> {
  if (rows.length === 0 || columns.length === 0) return;
  await target.query(
    `insert into ${name} (${columns}) overriding system value
     select ${columns.map((column) => `(taken).${column}`)}
     from (select row_text::${name} as taken from unnest($1::text[]) as row_text offset 0) as rows`,
    [rows.map(({ row }) => row)],
  );
}
