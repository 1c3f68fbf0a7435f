import { quotedTable } from "@pitstop/lint/sql";
import type pg from "pg";
import type { ObjectName } from "./statement-shape.ts";

export interface IndexState {
  /** As SQL writes it. */
  readonly sql: string;
  readonly isValid: boolean;
  /** Another session is just building it. */
  readonly isBeingBuilt: boolean;
}

/** The index of this name on this table, or undefined. */
export async function findIndex(
  client: pg.ClientBase,
  index: ObjectName,
  table: ObjectName,
): Promise<IndexState | undefined> {
  const { rows } = await client.query<IndexState>(
    `select format('%I.%I', nspname, relname) as sql, indisvalid and indisready as "isValid",
       exists (select from pg_stat_progress_create_index where index_relid = indexrelid) as "isBeingBuilt"
     from pg_index join pg_class on pg_class.oid = indexrelid join pg_namespace on pg_namespace.oid = relnamespace
     where indrelid = to_regclass($1) and relname = $2 and relkind = 'i'`,
    [quotedTable(table), index.name],
  );
  return rows[0];
}

/** Whether there is still any of them. */
export async function isAnyThere(client: pg.ClientBase, names: readonly ObjectName[]): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from unnest($1::text[]) as name where to_regclass(name) is not null",
    [names.map(quotedTable)],
  );
  return rowCount !== 0;
}
