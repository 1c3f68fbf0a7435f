import type { RangeVar } from "libpg-query";
import { quoted } from "./quote.ts";

export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

export function tableNameOf(relation: RangeVar | undefined): TableName {
  return { schema: relation?.schemaname, name: relation?.relname ?? "" };
}

/** A table name from the words of a dotted name; the database part says nothing about the table. */
export function tableNameFrom(parts: readonly string[]): TableName {
  return { schema: parts.at(-2), name: parts.at(-1) ?? "" };
}

/** How people write it; also the key under which a table is known. `public.cars` and `cars` are one table. */
export function shown(table: TableName): string {
  return table.schema === undefined || table.schema === "public"
    ? table.name
    : `${table.schema}.${table.name}`;
}

/** How SQL writes it. */
export function quotedTable(table: TableName): string {
  return table.schema === undefined ? quoted(table.name) : `${quoted(table.schema)}.${quoted(table.name)}`;
}
