import type { RetiredEntry } from "@pitstop/database";
import { sortKeys } from "@pitstop/domain";
import { sameColumns } from "../evolution/same-columns.ts";
import type { Column, Table } from "./table.ts";

/** What a list can be ordered by. */
export interface ListOrder {
  readonly column: Column;
  /** The attribute that the column belongs to; undefined for a retired one, which no record shows. */
  readonly attribute: string | undefined;
  /** The columns that hold the same values, under the names that other versions know; its own first. */
  readonly columns: readonly string[];
}

/**
 * Every order of a table's list: by each sortable attribute, and by each column that was taken out or changed its type,
 * which the database keeps until it is purged, so that lists which older clients began go on.
 */
export function ordersOf(
  { domain, columns, retired }: Pick<Table, "domain" | "columns" | "retired">,
  entries: readonly RetiredEntry[],
): ListOrder[] {
  const orderBy = (column: Column, attribute?: string): ListOrder => ({
    column,
    attribute,
    columns: sameColumns(entries, column.name),
  });
  const current = sortKeys(domain.attributes).flatMap((attribute) => {
    const column = columns[attribute];
    return column ? [orderBy(column, attribute)] : [];
  });
  return [...current, ...retired.map((column) => orderBy(column))];
}

/** The order by any of these columns; an attribute's own before a retired one. */
export const orderByColumns = (table: Table, columns: readonly string[]): ListOrder | undefined =>
  table.orders.find((order) => order.columns.some((name) => columns.includes(name)));

/** The order by an attribute. */
export function orderByAttribute(table: Table, attribute: string): ListOrder {
  const order = table.orders.find((candidate) => candidate.attribute === attribute);
  if (!order) throw new Error(`The table ${table.name} has no order by "${attribute}".`);
  return order;
}
