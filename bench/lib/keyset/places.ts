// @domain car: measures the application on this domain, and goes with it.

import { car, sortKeys } from "@app/types";
import type { EntityManager } from "@mikro-orm/postgresql";

/** An order of the list, with the column it reads from. */
export interface Order {
  by: string;
  column: string;
  direction: "asc" | "desc";
}

/** Every order that the list of cars offers. */
export const orders: Order[] = sortKeys(car.attributes).flatMap((by) =>
  (["asc", "desc"] as const).map((direction) => ({ by, column: columnOf(by), direction })),
);

/** As MikroORM's naming strategy has it: createdAt → created_at. */
function columnOf(attribute: string): string {
  return attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

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
