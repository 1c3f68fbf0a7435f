import { migrationNames } from "@app/db";
import { freePort } from "@pitstop/postgres";
import { Unauthorized } from "@pitstop/trpc";
import { expect, onTestFinished, test } from "vitest";
import {
  databaseRoad,
  isRefused,
  mutation,
  query,
  send,
  spawnServer,
  type TestServer,
  type TestServerOptions,
  until,
} from "../../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../../test/roadsters.ts";

const running = roadsterServer();

/** A server with metrics, and what they say: each sample with its value. */
async function measured(options: TestServerOptions = {}) {
  const port = await freePort();
  const environment = { ...options.environment, METRICS_PORT: String(port) };
  const server: TestServer = await startRoadsterServer({ ...options, environment });
  onTestFinished(server.close);
  return { server, port, samples: () => samplesOf(port) };
}

async function samplesOf(port: number): Promise<Record<string, number>> {
  const { status, body } = await send(port, { path: "/metrics" });
  expect(status).toBe(200);
  return Object.fromEntries(
    body
      .split("\n")
      .filter((line) => line.startsWith("pitstop_"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

const count = (procedure: string, status: number): string =>
  `pitstop_requests_total{procedure="${procedure}",status="${status}"}`;

test("there are none by default, and never at the port of the API", async () => {
  expect((await running.send({ path: "/metrics" })).status).toBe(404);
  const { server, port } = await measured();
  expect((await server.send({ path: "/metrics" })).status).toBe(404);
  for (const request of [{ path: "/" }, { path: "/metrics", method: "POST" }, query("roadster.list", {})])
    expect((await send(port, request)).status).toBe(404);
});

test("calls are counted by procedure and status, whichever way they come", async () => {
  const { server, samples } = await measured();
  for (const request of [
    query("roadster.list", {}),
    { path: "/api/v1/roadsters" },
    query("roadster.byId", { id: 999 }),
    { path: "/api/v1/roadsters/999" },
    mutation("homeland.create", {}),
  ])
    await server.send(request);
  const after = await samples();
  expect(after).toMatchObject({
    [count("roadster.list", 200)]: 2,
    [count("roadster.byId", 404)]: 2,
    [count("homeland.create", 400)]: 1,
    'pitstop_request_duration_seconds_count{procedure="roadster.list"}': 2,
  });
});

test("a batch counts as its calls, each with its own status", async () => {
  const { server, samples } = await measured();
  const inputs = encodeURIComponent(JSON.stringify({ 0: {}, 1: { id: 999 }, 2: {} }));
  const answer = await server.send({
    path: `/trpc/roadster.list,roadster.byId,homeland.list?batch=1&input=${inputs}`,
  });
  expect(answer.status).toBe(207);
  expect(await samples()).toMatchObject({
    [count("roadster.list", 200)]: 1,
    [count("roadster.byId", 404)]: 1,
    [count("homeland.list", 200)]: 1,
  });
});

test("names that callers make up are one metric", async () => {
  const { server, samples } = await measured();
  for (let index = 0; index < 20; index++) {
    await server.send(query(`made.up${index}`));
    await server.send({ path: `/api/v1/made-up-${index}` });
  }
  const after = Object.keys(await samples()).filter((sample) => sample.startsWith("pitstop_requests_total"));
  expect(after).toEqual([count("unknown", 404)]);
});

test("refused callers are counted apart", async () => {
  const authenticate = async () => Promise.reject(new Unauthorized("This token has expired."));
  const { server, samples } = await measured({ own: { authenticate } });
  await server.send(query("roadster.list", {}));
  await server.send(query("roadster.list,homeland.list?batch=1"));
  expect(await samples()).toMatchObject({
    'pitstop_access_denied_total{procedure="roadster.list",status="401"}': 2,
    'pitstop_access_denied_total{procedure="homeland.list",status="401"}': 1,
  });
});

test("the pool is told apart by what its connections do", async () => {
  const { server, samples } = await measured({ environment: { DATABASE_POOL_SIZE: "2" } });
  const em = server.orm.em.fork();
  await em.begin();
  await em.execute("select 1");
  const [busy, idle] = ["busy", "idle"].map((state) => `pitstop_database_connections{state="${state}"}`);
  const during = await samples();
  expect(during[busy ?? ""]).toBeGreaterThanOrEqual(1);
  await em.commit();
  await until(async () => (await samples())[idle ?? ""] !== 0);
});

test("pending migrations and unfinished backfills are counted", async () => {
  const { server, samples } = await measured();
  expect(await samples()).toMatchObject({ pitstop_pending_migrations: 0, pitstop_backfills_in_progress: 0 });
  const em = server.orm.em.fork();
  await em.execute("delete from mikro_orm_migrations where name = ?", [migrationNames().at(-1)]);
  await em.execute(
    "insert into pitstop.backfills (id, plan, batch_size) values ('colors', '{}', 1000), ('names', '{}', 1000)",
  );
  await em.execute("update pitstop.backfills set finished_at = now() where id = 'names'");
  expect(await samples()).toMatchObject({ pitstop_pending_migrations: 1, pitstop_backfills_in_progress: 1 });
});

test("a database that is away is said to be, and what it would say is left out", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const port = await freePort();
  await spawnRoadsterServer({ DATABASE_URL: road.url, METRICS_PORT: String(port) });
  expect(await samplesOf(port)).toMatchObject({
    pitstop_database_reachable: 1,
    pitstop_pending_migrations: 0,
  });
  await road.cut();
  await until(async () => (await samplesOf(port)).pitstop_database_reachable === 0);
  expect(await samplesOf(port)).not.toHaveProperty("pitstop_pending_migrations");
  await road.repair();
  await until(async () => (await samplesOf(port)).pitstop_database_reachable === 1);
});

test("a port that is taken ends the start with its setting", async () => {
  const server = await spawnServer({ DATABASE_URL: running.databaseUrl, METRICS_PORT: String(running.port) });
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain(
    `Port ${running.port} on 127.0.0.1 is taken.\nChoose another one with METRICS_PORT. (PORT_TAKEN)`,
  );
});

test("the port closes with the server", async () => {
  const { server, port } = await measured();
  await server.server.close();
  expect(await isRefused(port)).toBe(true);
});
