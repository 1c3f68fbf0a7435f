// @domain car, category: shows the application on these domains, and goes when one of them goes.
import { expect, test } from "vitest";
import { CarEntity, CategoryEntity, seedWhenEmpty } from "../index.ts";
import { testDatabase } from "../testing/index.ts";
import { type SeedDomain, seedDomains } from "./domains.ts";
import { generateRows } from "./generate.ts";

test("an empty database is filled with the 406 real cars, by origin, once", async () => {
  const { orm } = await testDatabase();
  expect(await seedWhenEmpty(orm.em)).toEqual({ category: 3, car: 406 });
  expect(await seedWhenEmpty(orm.em)).toEqual({});
  const em = orm.em.fork();
  const origins = await em.find(CategoryEntity, {}, { orderBy: { name: "asc" }, populate: ["cars"] });
  expect(origins.map(({ name, cars }) => [name, cars.length])).toEqual([
    ["Europe", 73],
    ["Japan", 79],
    ["USA", 254],
  ]);
});

test("data that somebody put there is not touched", async () => {
  const { orm } = await testDatabase();
  const em = orm.em.fork();
  em.create(CategoryEntity, { name: "Mine" });
  await em.flush();
  expect(await seedWhenEmpty(orm.em)).toEqual({});
  expect(await orm.em.fork().count(CarEntity)).toBe(0);
});

test("cars for load are added by COPY, as many as asked for, and the progress reaches the end", async () => {
  const { orm, url } = await testDatabase();
  await seedWhenEmpty(orm.em);
  const progress: number[] = [];
  await generateRows(url, seedDomains.car as SeedDomain, 2_500, (rows) => progress.push(rows));
  expect(progress).toEqual([1000, 2000, 2500]);
  const em = orm.em.fork();
  expect(await em.count(CarEntity)).toBe(406 + 2_500);
  expect(await em.count(CarEntity, { category: null })).toBe(0);
});
