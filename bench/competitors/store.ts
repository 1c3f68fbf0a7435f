import { z } from "zod";

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
  /** At most `limit` cars whose id is greater than `after`, by id. */
  list: (after: number, limit: number) => Promise<Car[]>;
  byId: (id: number) => Promise<Car | undefined>;
  create: (car: CarCreate) => Promise<Car>;
}
