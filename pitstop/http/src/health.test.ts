import { migrationNames } from "@app/db";
import { migrateDatabase } from "@app/db/migrating";
import { expect, onTestFinished, test } from "vitest";
import { databaseRoad, json, until } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

test("/healthz answers while the process does", async () => {
  const answer = await running.send({ path: "/healthz" });
  expect(answer.status).toBe(200);
  expect(json(answer)).toEqual({ status: "ok" });
});

test("/readyz is ready when the database has every migration of the code", async () => {
  const answer = await running.send({ path: "/readyz" });
  expect(answer.status).toBe(200);
  expect(json(answer)).toEqual({ status: "ready" });
});

test("/readyz names the migrations that the database has not seen", async () => {
  const behind = await startRoadsterServer();
  onTestFinished(behind.close);
  const names = migrationNames();
  await behind.orm.em.fork().execute(`delete from mikro_orm_migrations where name = ?`, [names.at(-1)]);
  const answer = await behind.send({ path: "/readyz" });
  expect(answer.status).toBe(503);
  expect(json(answer)).toEqual({ status: "migrations pending", pending: names.slice(-1) });
});

test("/readyz names all of them on an empty database, and is ready once they ran", async () => {
  const empty = await startRoadsterServer();
  onTestFinished(empty.close);
  await empty.orm.em
    .fork()
    .execute(`drop schema public, pitstop, pitstop_history, auth cascade; create schema public`);
  const answer = await empty.send({ path: "/readyz" });
  expect(answer.status).toBe(503);
  expect(json(answer)).toEqual({ status: "migrations pending", pending: migrationNames() });
  await migrateDatabase(empty.databaseUrl);
  expect((await empty.send({ path: "/readyz" })).status).toBe(200);
});

test("a newer database than the code is ready: a release that was rolled back goes on", async () => {
  const ahead = await startRoadsterServer();
  onTestFinished(ahead.close);
  await ahead.orm.em
    .fork()
    .execute(`insert into mikro_orm_migrations (name) values ('Migration29991231000000_of_a_later_release')`);
  expect((await ahead.send({ path: "/readyz" })).status).toBe(200);
});

test("/readyz says that the database is away and nothing of where it is, and is ready when it is back", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const server = await spawnRoadsterServer({ DATABASE_URL: road.url });
  await road.cut();
  const answer = await server.send({ path: "/readyz" });
  expect(answer.status).toBe(503);
  expect(json(answer)).toEqual({ status: "database unreachable" });
  const { host, password, pathname } = new URL(road.url);
  for (const secret of [host, password, pathname.slice(1), "ECONN", ".ts"].filter(Boolean)) {
    expect(JSON.stringify(answer.headers) + answer.body).not.toContain(secret);
  }
  expect((await server.send({ path: "/healthz" })).status).toBe(200);
  await until(() => server.output().includes("the database cannot be reached"));
  await road.repair();
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
});

test("a call is told that the database is away, also on a connection that was just lost, and works when it is back", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const server = await spawnRoadsterServer({ DATABASE_URL: road.url });
  const statuses = () =>
    Promise.all(
      Array.from(
        { length: 8 },
        async () => (await server.send({ path: "/trpc/roadster.list?input={}" })).status,
      ),
    );
  expect(new Set(await statuses())).toEqual(new Set([200]));
  await road.cut();
  expect(new Set(await statuses())).toEqual(new Set([503]));
  await road.repair();
  await until(async () => (await statuses()).every((status) => status === 200));
});
