// @domain car: measures the application on this domain, and goes with it.
import type { EntityManager } from "@mikro-orm/postgresql";

/** An order of the list, with the column it reads from. */
export interface Order {
  by: "id" | "name" | "color" | "createdAt" | "updatedAt";
  column: string;
  direction: "asc" | "desc";
}

const columns = [
  ["id", "id"],
  ["name", "name"],
  ["color", "color"],
  ["createdAt", "created_at"],
  ["updatedAt", "updated_at"],
] as const;

/** Every order that the list of cars offers. */
export const orders: Order[] = columns.flatMap(([by, column]) =>
  (["asc", "desc"] as const).map((direction) => ({ by, column, direction })),
);

export const depths = ["start", "middle", "end"] as const;
export type Depth = (typeof depths)[number];

/** How far from either end a cursor stands at least, so that there is a full page on both sides of it. */
const MARGIN = 100;

/** How many rows of the list come before the depth. */
export function rowsBefore(depth: Depth, rows: number): number {
  return { start: MARGIN, middle: Math.floor(rows / 2), end: rows - MARGIN }[depth];
}

/** A row of the list as a cursor knows it. */
export interface Place {
  id: number;
  value: string | number | null;
}

/** The row that stands at the depth; found by counting, which is what the cursor spares everybody else. */
export async function rowAt(em: EntityManager, order: Order, depth: Depth, rows: number): Promise<Place> {
  const { by, column, direction } = order;
  const [row] = await em.execute<{ id: string; value: string | null }[]>(
    `select id, ${column.endsWith("_at") ? `to_json(${column} at time zone 'UTC') #>> '{}' || 'Z'` : column} as value
     from cars order by ${column} ${direction}, id ${direction} offset ? limit 1`,
    [rowsBefore(depth, rows)],
  );
  if (!row) throw new Error(`There are not enough cars for the ${depth} of the list.`);
  return { id: Number(row.id), value: by === "id" ? Number(row.value) : row.value };
}
