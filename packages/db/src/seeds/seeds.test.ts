import { expect, test } from "vitest";
import { testDatabase } from "../../test/index.ts";
import { database, seedWhenEmpty } from "../index.ts";

test("an empty database is filled with as many rows of each domain as there are records of it, once", async () => {
  const { orm } = await testDatabase();
  const seeded = await seedWhenEmpty(orm.em);
  for (const [name, read] of Object.entries(database.records)) {
    expect([name, seeded[name]]).toEqual([name, (await read()).length]);
  }
  for (const [name, rows] of Object.entries(seeded)) {
    const table = database.entities[name]?.meta.tableName;
    const [found] = await orm.em
      .fork()
      .execute<{ rows: number }[]>(`select count(*)::int as rows from ${table}`);
    expect([name, found?.rows]).toEqual([name, rows]);
  }
  expect(await seedWhenEmpty(orm.em)).toEqual({});
});
