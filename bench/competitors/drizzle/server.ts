// Every statement is prepared once by name, which Drizzle's documentation recommends for speed
// (https://orm.drizzle.team/docs/perf-queries), and a join fills the category: one round trip each.
import { asc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { serve } from "../serve.ts";
import { PAGE_SIZE } from "../store.ts";
import { cars, categories } from "./tables.ts";

const db = drizzle({ client: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }) });

const category = { id: categories.id, name: categories.name };
const fields = {
  id: cars.id,
  name: cars.name,
  color: cars.color,
  category,
  createdAt: cars.createdAt,
  updatedAt: cars.updatedAt,
  version: cars.version,
};

const list = db
  .select(fields)
  .from(cars)
  .leftJoin(categories, eq(categories.id, cars.categoryId))
  .where(gt(cars.id, sql.placeholder("after")))
  .orderBy(asc(cars.id))
  .limit(PAGE_SIZE + 1)
  .prepare("list");

const byId = db
  .select(fields)
  .from(cars)
  .leftJoin(categories, eq(categories.id, cars.categoryId))
  .where(eq(cars.id, sql.placeholder("id")))
  .prepare("by_id");

const written = db.$with("written").as(
  db
    .insert(cars)
    .values({
      name: sql.placeholder("name"),
      color: sql.placeholder("color"),
      categoryId: sql.placeholder("categoryId"),
    })
    .returning(),
);
const create = db
  .with(written)
  .select({
    id: written.id,
    name: written.name,
    color: written.color,
    category,
    createdAt: written.createdAt,
    updatedAt: written.updatedAt,
    version: written.version,
  })
  .from(written)
  .leftJoin(categories, eq(categories.id, written.categoryId))
  .prepare("create");

await serve({
  list: (after) => list.execute({ after }),
  byId: async (id) => (await byId.execute({ id }))[0],
  create: async (car) => {
    const [created] = await create.execute({ ...car });
    if (!created) throw new Error("The insert returned no row.");
    return created;
  },
});
