import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { servedApi } from "@app/api";
import { entities, migrationNames, seedExamples, seedWhenEmpty } from "@app/db";
import type { EntityName } from "@mikro-orm/postgresql";
import { json, query, spawnRunningServer, spawnServer, testServer } from "@pitstop/http/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const package_ = join(import.meta.dirname, "..");
const client = join(package_, "../client");
const folder = mkdtempSync(join(tmpdir(), "pitstop-bundle-"));
const dist = join(folder, "dist");
const empty = join(folder, "empty");
const running = testServer(() => ({ own: { api: servedApi() } }));

/** Builds as `pnpm build` does, to a place that has no node_modules above it. */
beforeAll(async () => {
  if (!existsSync(join(client, "dist/index.html"))) {
    const vite = join(client, "node_modules/vite/bin/vite.js");
    // vitest's own value would build the development version of React.
    execFileSync(process.execPath, [vite, "build"], {
      cwd: client,
      env: { ...process.env, NODE_ENV: "production" },
    });
  }
  execFileSync(process.execPath, ["--run", "build", "--", "--dir", dist], { cwd: package_, stdio: "pipe" });
  mkdirSync(empty);
  await seedWhenEmpty(running.orm.em);
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = () => spawnRunningServer({ DATABASE_URL: running.databaseUrl }, join(dist, "main.mjs"), empty);

test("the bundle needs nothing beside it: it runs from an empty folder", async () => {
  const server = await start();
  expect((await server.send({ path: "/healthz" })).status).toBe(200);
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test("people sign in on it, once it has a secret for their cookies", async () => {
  const people = {
    AUTH_SECRET: "a secret of tests that is long enough",
    PUBLIC_URL: "https://cars.example.com",
  };
  const server = await spawnRunningServer(
    { DATABASE_URL: running.databaseUrl, ...people },
    join(dist, "main.mjs"),
    empty,
  );
  expect(json(await server.send({ path: "/auth/session" }))).toEqual({
    isOn: true,
    user: null,
    provider: null,
    canSignUp: false,
    canResetPassword: false,
  });
  const answer = await server.send({
    method: "POST",
    path: "/auth/password",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "nobody@example.com", password: "wrong horse battery" }),
  });
  expect(answer.status).toBe(401);
});

test("with a secret that is too short it says so, and ends", async () => {
  const server = await spawnServer(
    { DATABASE_URL: running.databaseUrl, AUTH_SECRET: "short" },
    join(dist, "main.mjs"),
    empty,
  );
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain("AUTH_SECRET: must have at least 32 characters");
  expect(server.output()).not.toContain("    at ");
});

/** The application's own domains: the bundle has no others. */
const own = [...new Set(servedApi().operations.flatMap(({ domain }) => domain ?? []))];

describe.skipIf(own.length === 0)("the API of the bundle", () => {
  test("answers as that of the source, by tRPC and by REST", async () => {
    const server = await start();
    for (const { name, plural } of own) {
      for (const path of [`/api/v1/${plural}?limit=5&sort=-id`, `/api/v1/${plural}/count`]) {
        const answer = await server.send({ path });
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.body).toBe((await running.send({ path })).body);
      }
      const list = query(`${name}.list`, { limit: 5 });
      const answer = await server.send(list);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(answer.body).toBe((await running.send(list)).body);
    }
  });

  test("has the examples of the seeds in its document, which are no part of the bundle", async () => {
    const server = await start();
    const document = await server.send({ path: "/openapi.json" });
    for (const [name, example] of Object.entries(await seedExamples())) {
      const { title = "" } = own.find((domain) => domain.name === name) ?? {};
      if (example[title] !== undefined) expect(document.body).toContain(JSON.stringify(example[title]));
    }
  });

  test("tells no more in an error than that of the source", async () => {
    const server = await start();
    const [{ name = "" } = {}] = own;
    const entity = (entities as Record<string, EntityName<object>>)[name] as EntityName<object>; // one per domain
    const { tableName } = running.orm.getMetadata().get(entity);
    const em = running.orm.em.fork();
    await em.execute(`alter table "${tableName}" rename to elsewhere_for_a_while`);
    const answer = await server.send(query(`${name}.list`, {}));
    await em.execute(`alter table elsewhere_for_a_while rename to "${tableName}"`);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toMatch(new RegExp(`elsewhere_|"${tableName}"|select|\\.mjs|stack`));
  });
});

test("it has the document and the API page with its script", async () => {
  const server = await start();
  const document = await server.send({ path: "/openapi.json" });
  expect(document.body).toBe(
    (await running.send({ path: "/openapi.json" })).body.replaceAll(`:${running.port}`, `:${server.port}`),
  );
  expect((await server.send({ path: "/docs" })).status).toBe(200);
  const script = await server.send({ path: "/docs/reference.js" });
  expect(script.status).toBe(200);
  expect(script.body.length).toBeGreaterThan(1_000_000);
});

test("it knows the migrations that it was built with", async () => {
  const server = await start();
  expect(json(await server.send({ path: "/readyz" }))).toEqual({ status: "ready" });
  const em = running.orm.em.fork();
  const applied = await em.execute<{ name: string }[]>(`select name from mikro_orm_migrations`);
  await em.execute(`delete from mikro_orm_migrations`);
  const answer = await server.send({ path: "/readyz" });
  expect(answer.status).toBe(503);
  expect(json(answer)).toEqual({ status: "migrations pending", pending: migrationNames() });
  for (const { name } of applied)
    await em.execute(`insert into mikro_orm_migrations (name) values (?)`, [name]);
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
});

test("it serves the built client", async () => {
  const server = await start();
  const page = await server.send({ path: "/any", headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(page.body) ?? [];
  const file = await server.send({ path: script });
  expect(file.status).toBe(200);
  expect(file.headers["cache-control"]).toContain("immutable");
});

test("all that a first visit loads is at most 245 kB, compressed", () => {
  // The page names them; what it asks for later, such as the sign-in page, is none of it.
  const page = readFileSync(join(dist, "client/index.html"), "utf8");
  const assets = [...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, asset]) => join(dist, `client/${asset}`));
  expect(assets.length).toBeGreaterThanOrEqual(2);
  // A file of a few hundred bytes is no smaller compressed, and goes as it is.
  const sizes = assets.map((asset) => statSync(existsSync(`${asset}.br`) ? `${asset}.br` : asset).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(245_000);
});
