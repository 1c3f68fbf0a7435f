// @domain car, category: shows the application on these domains, and goes when one of them goes.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrationNames, seedWhenEmpty } from "@pitstop/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { json, query, spawnRunningServer, testServer } from "./testing/index.ts";

const package_ = join(import.meta.dirname, "..");
const client = join(package_, "../client");
const folder = mkdtempSync(join(tmpdir(), "pitstop-bundle-"));
const dist = join(folder, "dist");
const empty = join(folder, "empty");
const running = testServer();

/** Builds as `pnpm build` does, to a place that has no node_modules above it. */
beforeAll(async () => {
  if (!existsSync(join(client, "dist/index.html"))) {
    execFileSync(process.execPath, [join(client, "node_modules/vite/bin/vite.js"), "build"], { cwd: client });
  }
  const rolldown = join(package_, "node_modules/rolldown/bin/cli.mjs");
  execFileSync(process.execPath, [rolldown, "-c", "--dir", dist], { cwd: package_, stdio: "pipe" });
  mkdirSync(empty);
  await seedWhenEmpty(running.orm.em);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

const start = () => spawnRunningServer({ DATABASE_URL: running.databaseUrl }, join(dist, "main.mjs"), empty);

test("the bundle needs nothing beside it: the API answers from an empty folder", async () => {
  const server = await start();
  const list = json<{ result: { data: { items: { name: string }[] } } }>(
    await server.send(query("car.list", { limit: 5 })),
  );
  expect(list.result.data.items).toHaveLength(5);
  expect(json(await server.send(query("car.count", {})))).toEqual({
    result: { data: { count: 406, exact: true } },
  });
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test("it has REST, the document with its examples, and the API page with its script", async () => {
  const server = await start();
  expect(json(await server.send({ path: "/api/v1/cars/count?color=red" }))).toEqual({
    count: 58,
    exact: true,
  });
  const document = await server.send({ path: "/openapi.json" });
  expect(document.body).toBe(
    (await running.send({ path: "/openapi.json" })).body.replaceAll(`:${running.port}`, `:${server.port}`),
  );
  expect(document.body).toContain("chevrolet chevelle malibu");
  expect((await server.send({ path: "/docs" })).status).toBe(200);
  const script = await server.send({ path: "/docs/reference.js" });
  expect(script.status).toBe(200);
  expect(script.body.length).toBeGreaterThan(1_000_000);
});

test("it knows the migrations that it was built with", async () => {
  const server = await start();
  expect(json(await server.send({ path: "/readyz" }))).toEqual({ status: "ready" });
  const em = running.orm.em.fork();
  const [applied] = await em.execute<{ name: string }[]>(`select name from mikro_orm_migrations`);
  await em.execute(`delete from mikro_orm_migrations`);
  const answer = await server.send({ path: "/readyz" });
  expect(answer.status).toBe(503);
  expect(json(answer)).toEqual({ status: "migrations pending", pending: migrationNames() });
  await em.execute(`insert into mikro_orm_migrations (name) values (?)`, [applied?.name]);
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
});

test("it serves the built client", async () => {
  const server = await start();
  const page = await server.send({ path: "/cars", headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(page.body) ?? [];
  const file = await server.send({ path: script });
  expect(file.status).toBe(200);
  expect(file.headers["cache-control"]).toContain("immutable");
});

test("an error in it tells no more than one of the source", async () => {
  const server = await start();
  const em = running.orm.em.fork();
  await em.execute(`alter table cars rename to cars_elsewhere`);
  const answer = await server.send(query("car.list", {}));
  await em.execute(`alter table cars_elsewhere rename to cars`);
  expect(answer.status).toBe(500);
  expect(answer.body).not.toMatch(/cars_|select|\.mjs|stack/);
});
