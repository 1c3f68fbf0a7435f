import type pg from "pg";
import { rowKeyIndex } from "./row-key.ts";

export interface Column {
  readonly name: string;
  readonly type: string;
  /** Without length or precision, and of a domain what it is made of: "numeric". */
  readonly baseType: string;
}

export interface Table {
  readonly schema: string;
  readonly table: string;
  readonly isPartitioned: boolean;
  readonly isPartition: boolean;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** Of a partitioned table: the partitions that hold its rows, by OID. */
  readonly partitions: readonly (TableName & { readonly oid: string })[];
}

export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/**
 * The tables of the database with their columns and keys, the smallest first. A partitioned table counts as one. The
 * migrator's own tables, and the one that is `ignored`, are left out unless `wanted` names them, and so are partitions;
 * tables of the application may be `putAside` among the migrator's.
 */
export async function readTables(
  client: pg.ClientBase,
  {
    wanted,
    ignored,
    putAside = [],
  }: {
    readonly wanted?: readonly TableName[] | undefined;
    readonly ignored?: TableName | undefined;
    readonly putAside?: readonly string[];
  },
): Promise<Table[]> {
  const { rows } = await client.query<Table>(catalogue);
  if (!wanted) {
    return rows.filter(
      ({ schema, table, isPartition }) =>
        !isPartition &&
        (schema !== "pitstop" || putAside.includes(table)) &&
        !(schema === ignored?.schema && table === ignored?.table),
    );
  }
  return rows.filter((row) =>
    wanted.some(({ schema, table }) => schema === row.schema && table === row.table),
  );
}

const catalogue = `
  select n.nspname as schema, c.relname as "table", c.relkind = 'p' as "isPartitioned", c.relispartition as "isPartition",
    (select coalesce(json_agg(json_build_object('name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod),
        'baseType', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null)) order by a.attnum), '[]')
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    coalesce((select array_agg(a.attname::text order by k.position)
      from (${rowKeyIndex("c.oid")}) as i
      cross join unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality as k(number, position)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number), '{}') as key,
    case c.relkind when 'p' then (
      select coalesce(json_agg(json_build_object('oid', leaf.oid::text, 'schema', s.nspname, 'table', leaf.relname)), '[]')
      from pg_partition_tree(c.oid) tree join pg_class leaf on leaf.oid = tree.relid join pg_namespace s on s.oid = leaf.relnamespace
      where tree.isleaf and leaf.relkind <> 'p') else '[]'::json end as partitions
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relpersistence <> 't'
    and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
  order by pg_table_size(c.oid), n.nspname, c.relname`;
