/**
 * SQL for the index that tells the rows of a table apart: its primary key, or else the first unique index that no NULL,
 * condition or expression weakens. One row at most, with `indkey` and `indnkeyatts`. `table` is SQL for the table's oid.
 */
export const rowKeyIndex = (table: string): string => `
  select i.indkey, i.indnkeyatts from pg_index i
  where i.indrelid = ${table} and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
    and not exists (select from unnest(i.indkey[0:i.indnkeyatts - 1]) as number
      join pg_attribute a on a.attrelid = ${table} and a.attnum = number and not a.attnotnull)
  order by i.indisprimary desc, i.indexrelid limit 1`;
