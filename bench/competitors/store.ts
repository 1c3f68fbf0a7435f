import { z } from "zod";

/**
 * Stands in the statements as a number: PostgreSQL would plan a prepared statement anew on every call if its limit
 * were a parameter.
 */
export const PAGE_SIZE = 20;

/** What every candidate answers for a car. The moments become ISO texts when the answer is written as JSON. */
export const Car = z.object({
  id: z.number(),
  name: z.string(),
  color: z.string().nullable(),
  category: z.object({ id: z.number(), name: z.string() }).nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  version: z.int(),
});
export type Car = z.infer<typeof Car>;

export const CarCreate = z.strictObject({
  name: z.string().trim().min(1).max(80),
  color: z.string().trim().min(1).max(40).nullable(),
  categoryId: z.int().positive().nullable(),
});
export type CarCreate = z.infer<typeof CarCreate>;

/** The three things that are measured, written with one library. */
export interface CarStore {
  /** The first PAGE_SIZE + 1 cars whose id is greater than `after`, by id: the last tells whether there is more. */
  list: (after: number) => Promise<Car[]>;
  byId: (id: number) => Promise<Car | undefined>;
  create: (car: CarCreate) => Promise<Car>;
}
