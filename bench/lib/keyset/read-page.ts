// @domain car: measures the application on this domain, and goes with it.
import type { EntityManager } from "@mikro-orm/postgresql";
// Past the package's door on purpose: no caller of the API makes a cursor in the middle of a list out of nothing.
import { carService } from "../../../packages/api/src/car/car.service.ts";
import { encodeCursor } from "../../../pitstop/trpc/src/crud/cursor.ts";
import type { Order, Place } from "./places.ts";

/** The page of 20 after the place, or before it, as the API's `car.list` reads it. */
export async function readPage(
  em: EntityManager,
  { by, column, direction }: Order,
  { id, value }: Place,
  backward: boolean,
): Promise<void> {
  const cursor = encodeCursor({ columns: [column], direction, place: { value, id, backward } });
  const request = { limit: 20, cursor, sort: { by, direction } };
  // The orders are read from the domain's statement, so that they have no type of their own.
  const { items } = await carService.list(em, request as Parameters<typeof carService.list>[1]);
  if (items.length !== 20) throw new Error(`A page of ${items.length} by ${by} ${direction}.`);
}
