import type { EntityManager } from "@mikro-orm/postgresql";
import { DEFAULT_PAGE_SIZE } from "@pitstop/types";
import { contractVersion } from "../contract/version.ts";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor.ts";
import { conditionsOf, type Restriction } from "./filter.ts";
import { Parameters } from "./parameters.ts";
import { column, columnList, selectRecords } from "./record.ts";
import { runStatement } from "./statement.ts";
import type { Column, Table } from "./table.ts";

export interface PageRequest extends Restriction {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: { by: string; direction?: "asc" | "desc" | undefined } | undefined;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/**
 * A page of a list by keyset: it costs the same at any depth, and rows that come or go never shift it. Rows without
 * a value stand last in ascending order and first in descending order, as in PostgreSQL.
 */
export async function listPage<Item>(
  em: EntityManager,
  table: Table,
  request: PageRequest,
): Promise<Page<Item>> {
  const limit = request.limit ?? DEFAULT_PAGE_SIZE;
  const asked = { by: request.sort?.by ?? "id", direction: request.sort?.direction ?? ("asc" as const) };
  const cursor = request.cursor ? decodeCursor(table.domain, request.cursor, asked) : undefined;
  const sort = cursor ? { by: cursor.by, direction: cursor.direction } : asked;
  const { text, values } = pageStatement(table, request, sort, cursor, limit + 1); // one more tells whether there is more
  const rows = await runStatement<Item>(em, text, values);
  const hasMore = rows.length > limit;
  const items = rows.slice(0, limit);
  if (cursor?.backward) items.reverse();
  const cursorAt = (row: Item | undefined, backward: boolean): string | null => {
    if (!row) return null;
    const record = row as Record<string, unknown>; // every record has its id and the attribute that it is sorted by
    const place = { ...sort, value: record[sort.by], id: Number(record.id), backward };
    return encodeCursor({ ...place, version: contractVersion });
  };
  const hasNext = cursor?.backward ? true : hasMore;
  const hasPrevious = cursor?.backward ? hasMore : cursor !== undefined;
  return {
    items,
    nextCursor: hasNext ? cursorAt(items.at(-1), false) : null,
    previousCursor: hasPrevious ? cursorAt(items[0], true) : null,
  };
}

function pageStatement(
  table: Table,
  restriction: Restriction,
  sort: { by: string; direction: "asc" | "desc" },
  cursor: Cursor | undefined,
  rows: number,
) {
  const parameters = new Parameters();
  const sortColumn = column(table, sort.by);
  const direction = cursor?.backward ? opposite(sort.direction) : sort.direction;
  const order = sort.by === "id" ? [`"id"`] : [sortColumn.sql, column(table, "id").sql];
  const orderBy = (alias: string) => order.map((sql) => `${alias}${sql} ${direction}`).join(", ");
  const restrictions = conditionsOf(table, restriction, parameters);
  const segments = cursor ? segmentsFrom(table, sortColumn, sort.by, direction, cursor, parameters) : [[]];
  const selects = segments.map((segment) => {
    const where = [...restrictions, ...segment];
    return `(select ${columnList(table)} from ${table.sql}${where.length > 0 ? ` where ${where.join(" and ")}` : ""} order by ${orderBy("")} limit ${rows})`;
  });
  // The segments follow one another in the order of the list, and the outer limit stops at the first that fills it.
  const source = selects.length === 1 ? selects[0] : `(${selects.join(" union all ")} limit ${rows})`;
  return {
    text: `${selectRecords(table, source as string)} order by ${orderBy("t.")}`,
    values: parameters.values,
  };
}

/**
 * The conditions for the rows behind a cursor. Each is one range of the index on (attribute, id): an OR of the two
 * would read every row before the cursor. Rows with and without a value are two segments.
 */
function segmentsFrom(
  table: Table,
  sortColumn: Column,
  by: string,
  direction: "asc" | "desc",
  cursor: Cursor,
  parameters: Parameters,
): string[][] {
  const id = column(table, "id");
  const beyond = direction === "asc" ? ">" : "<";
  if (by === "id") return [[`${id.sql} ${beyond} ${parameters.add(id, cursor.id)}`]];
  const nullsFollow = direction === "asc";
  if (cursor.value === null) {
    const remainingNulls = [
      `${sortColumn.sql} is null`,
      `${id.sql} ${beyond} ${parameters.add(id, cursor.id)}`,
    ];
    return nullsFollow ? [remainingNulls] : [remainingNulls, [`${sortColumn.sql} is not null`]];
  }
  const place = `(${parameters.add(sortColumn, cursor.value)}, ${parameters.add(id, cursor.id)})`;
  const remainingValues = [`(${sortColumn.sql}, ${id.sql}) ${beyond} ${place}`];
  return nullsFollow && sortColumn.nullable
    ? [remainingValues, [`${sortColumn.sql} is null`]]
    : [remainingValues];
}

const opposite = (direction: "asc" | "desc") => (direction === "asc" ? "desc" : "asc");
