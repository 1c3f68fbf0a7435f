import type { EntityManager } from "@mikro-orm/postgresql";
import { DEFAULT_PAGE_SIZE } from "@pitstop/domain";
import { unknownChoice } from "../access/unknown.ts";
import { OtherOrder, UnknownToThisVersion } from "../errors.ts";
import { ASIDE, type Aside, asideOf, takeAside } from "./aside.ts";
import { decodeCursor, encodeCursor, type Place } from "./cursor.ts";
import { conditionsOf, type Restriction } from "./filter.ts";
import { type ListOrder, orderByAttribute, orderByColumns } from "./list-order.ts";
import { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import { column, columnList, recordOf, selectRecords } from "./record.ts";
import { readStatement } from "./statement.ts";
import type { Table } from "./table.ts";
import { isRoughlyAnswered } from "./wire-form.ts";

export interface PageRequest extends Restriction {
  limit?: number | undefined;
  /** Goes on in the order in which the list began, so that `sort` may be left out. */
  cursor?: string | undefined;
  sort?: { by: string; direction?: "asc" | "desc" | undefined } | undefined;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** From where a page is read, and in which order. */
interface Start {
  readonly order: ListOrder;
  readonly direction: "asc" | "desc";
  readonly place?: Place | undefined;
}

/**
 * A page of a list by keyset: it costs the same at any depth, and rows that come or go never shift it. Rows without
 * a value stand last in ascending order and first in descending order, as in PostgreSQL. Throws BadInput for a cursor
 * that is damaged, made up, or of a list in another order than the one asked for, and UnknownToThisVersion for one in
 * an order that only servers of another version have.
 */
export async function listPage<Item>(
  em: EntityManager,
  reached: Reached,
  request: PageRequest,
): Promise<Page<Item>> {
  const { table } = reached;
  const limit = request.limit ?? DEFAULT_PAGE_SIZE;
  const start = startOf(reached, request);
  const { order, direction, place } = start;
  const aside = asideOf(table.name);
  const { text, values, fields } = pageStatement(reached, request, start, limit + 1, aside); // one more tells whether there is more
  const [rows = []] = await readStatement<unknown[][]>(em, text, values);
  const hasMore = rows.length > limit;
  const read = rows.slice(0, limit).map((row) => recordOf(fields, row) as Row); // its values are those of a record
  if (place?.backward) read.reverse();
  const cursorAt = (row: Row | undefined, backward: boolean): string | null =>
    row
      ? encodeCursor({
          columns: aside?.cursorColumns(order.columns) ?? order.columns,
          direction,
          place: { value: valueIn(row, order, aside) ?? null, id: row.id as Place["id"], backward }, // every record has one
        })
      : null;
  const hasNext = place?.backward ? true : hasMore;
  const hasPrevious = place?.backward ? hasMore : place !== undefined;
  const nextCursor = hasNext ? cursorAt(read.at(-1), false) : null;
  const previousCursor = hasPrevious ? cursorAt(read[0], true) : null;
  for (const row of read) {
    delete row[PLACE];
    takeAside(aside, row);
  }
  return { items: read as Item[], nextCursor, previousCursor }; // selectRecords gives the domain's records
}

/** What a row is ordered by; that of a retired column as the older client's own version has it. */
function valueIn(row: Row, order: ListOrder, aside: Aside | undefined) {
  const field = aside?.fields.find((each) => each.column.name === order.column.name);
  if (order.attribute !== undefined || !field || isRoughlyAnswered(field.column)) return row[placeKey(order)];
  return (row[ASIDE] as unknown as Row)[field.name]; // selectRecords builds it for an aside
}

/** A record, of which a list needs to know its id and the value that it is ordered by. */
type Row = Record<string, Place["value"]>;

/** The key under which a record carries the value that it is ordered by on its way here; no attribute is called so. */
const PLACE = "(place)";

/** Where a record has the exact value that it is ordered by: a retired column's, say, stands in no attribute. */
const placeKey = ({ attribute, column }: ListOrder): string =>
  attribute === undefined || isRoughlyAnswered(column) ? PLACE : attribute;

function startOf({ table, hidden }: Reached, { sort, cursor: text }: PageRequest): Start {
  const direction = sort?.direction ?? "asc";
  if (!text) {
    const order = orderByAttribute(table, sort?.by ?? "id");
    if (hidden.has(order.column.name)) throw unknownOrder(table, sort?.by ?? "id", hidden);
    return { order, direction };
  }
  const cursor = decodeCursor(text);
  const order = orderByColumns(table, cursor.columns);
  if (!order || hidden.has(order.column.name))
    throw new UnknownToThisVersion(`The order of this list of ${table.domain.label.many.toLowerCase()}`);
  if (sort && (sort.by !== order.attribute || direction !== cursor.direction)) throw new OtherOrder();
  return { order, direction: cursor.direction, place: cursor.place };
}

function unknownOrder({ orders }: Table, by: string, hidden: ReadonlySet<string>) {
  const shown = orders.filter(({ column: { name } }) => !hidden.has(name));
  const choices = shown.flatMap(({ attribute }) => attribute ?? []) as [string, ...string[]]; // every list has "id"
  return unknownChoice(by, choices, ["sort", "by"]);
}

function pageStatement(
  reached: Reached,
  restriction: Restriction,
  start: Start,
  rows: number,
  aside: Aside | undefined,
) {
  const { table } = reached;
  const { order, place } = start;
  const parameters = new Parameters();
  const direction = place?.backward ? opposite(start.direction) : start.direction;
  const id = column(table, "id").sql;
  const keys = order.attribute === "id" ? [id] : [order.column.sql, id];
  const orderBy = (alias: string) => keys.map((sql) => `${alias}${sql} ${direction}`).join(", ");
  const exact = placeKey(order) === PLACE ? { name: PLACE, column: order.column } : undefined;
  const isListed =
    order.attribute !== undefined || aside?.fields.some((field) => field.column.name === order.column.name);
  const columns = [columnList(table, aside), ...(isListed ? [] : [order.column.sql])].join(", ");
  const restrictions = conditionsOf(reached, restriction, parameters, aside);
  const segments = place ? segmentsFrom(table, order, direction, place, parameters) : [[]];
  const selects = segments.map((segment) => {
    const where = [...restrictions, ...segment];
    return `(select ${columns} from ${table.sql}${where.length > 0 ? ` where ${where.join(" and ")}` : ""} order by ${orderBy("")} limit ${rows})`;
  });
  // The segments follow one another in the order of the list, and the outer limit stops at the first that fills it.
  const source = selects.length === 1 ? selects[0] : `(${selects.join(" union all ")} limit ${rows})`;
  const { text, fields } = selectRecords(reached, source as string, { parameters, more: exact, aside });
  // One text for all rows: each row of an answer is a message of its own, and read by itself.
  const page = `select '[' || coalesce(string_agg(page.row, ', '), '') || ']' from (${text} order by ${orderBy("t.")}) page (row)`;
  return { text: page, values: parameters.values, fields };
}

/**
 * The conditions for the rows behind a place. Each is one range of the index on (attribute, id): an OR of the two
 * would read every row before the place. Rows with and without a value are two segments.
 */
function segmentsFrom(
  table: Table,
  { attribute, column: sortColumn }: ListOrder,
  direction: "asc" | "desc",
  place: Place,
  parameters: Parameters,
): string[][] {
  const id = column(table, "id");
  const beyond = direction === "asc" ? ">" : "<";
  if (attribute === "id") return [[`${id.sql} ${beyond} ${parameters.add(id, place.id)}`]];
  const nullsFollow = direction === "asc";
  if (place.value === null) {
    const remainingNulls = [
      `${sortColumn.sql} is null`,
      `${id.sql} ${beyond} ${parameters.add(id, place.id)}`,
    ];
    return nullsFollow ? [remainingNulls] : [remainingNulls, [`${sortColumn.sql} is not null`]];
  }
  const after = `(${parameters.add(sortColumn, place.value)}, ${parameters.add(id, place.id)})`;
  const remainingValues = [`(${sortColumn.sql}, ${id.sql}) ${beyond} ${after}`];
  return nullsFollow && sortColumn.nullable
    ? [remainingValues, [`${sortColumn.sql} is null`]]
    : [remainingValues];
}

const opposite = (direction: "asc" | "desc") => (direction === "asc" ? "desc" : "asc");
