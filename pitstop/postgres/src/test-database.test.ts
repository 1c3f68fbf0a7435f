import { afterAll, beforeAll, expect, test } from "vitest";
import { runOn } from "./database.ts";
import { createTemplate, createTestDatabase, ensureDatabase, startTestServer } from "./index.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test("twenty clones made at once all hold what the template holds, and are apart from one another", async () => {
  const template = await createTemplate(
    server.url,
    async (url) => void (await runOn(url, "create table cars as select 1 as id")),
  );
  const clones = await Promise.all(Array.from({ length: 20 }, () => createTestDatabase(template.url)));
  await Promise.all(clones.map(({ url }, index) => runOn(url, `insert into cars values (${index + 2})`)));
  for (const { url } of clones)
    expect(await runOn(url, "select count(*)::int as n from cars")).toEqual([{ n: 2 }]);
  for (const clone of [...clones, template]) await clone.drop();
  const left = await runOn(
    server.url,
    `select datname from pg_database where datname like 'pitstop\\_%\\_${process.pid}\\_%'`,
  );
  expect(left).toEqual([]);
});

test("a database that several ask for at once is made once", async () => {
  const urls = await Promise.all(Array.from({ length: 5 }, () => ensureDatabase(server.url, "asked for")));
  expect(new Set(urls).size).toBe(1);
  expect(await runOn(urls[0] ?? "", "select current_database() as name")).toEqual([{ name: "asked for" }]);
  await runOn(server.url, `drop database "asked for"`);
});
