import { bigint, integer, pgTable, timestamp, varchar } from "drizzle-orm/pg-core";

export const categories = pgTable("categories", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  name: varchar({ length: 80 }).notNull(),
});

export const cars = pgTable("cars", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  version: integer().notNull().default(1),
  name: varchar({ length: 80 }).notNull(),
  color: varchar({ length: 40 }),
  categoryId: bigint("category_id", { mode: "number" }).references(() => categories.id),
});
