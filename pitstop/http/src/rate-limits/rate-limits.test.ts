import { Unauthorized } from "@pitstop/trpc";
import { expect, onTestFinished, test } from "vitest";
import {
  databaseRoad,
  json,
  query,
  type TestAnswer,
  type TestServerOptions,
  until,
} from "../../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../../test/roadsters.ts";

const running = roadsterServer();

async function limited(environment: Record<string, string>, options: TestServerOptions = {}) {
  const server = await startRoadsterServer({ ...options, environment });
  onTestFinished(server.close);
  return server;
}

/** The same call again and again: the status of each. */
async function statuses(times: number, send: () => Promise<TestAnswer>): Promise<number[]> {
  const answers: number[] = [];
  for (let time = 0; time < times; time++) answers.push((await send()).status);
  return answers;
}

const list = query("roadster.list", {});

test("there is no limit by default, and nothing is counted", async () => {
  expect(await statuses(30, () => running.send(list))).toEqual(Array(30).fill(200));
  expect(await running.orm.em.fork().execute("select from pitstop.rate_limits")).toEqual([]);
});

test("what is too much is refused with when to try again, by tRPC and by REST", async () => {
  const server = await limited({ RATE_LIMIT_PER_ADDRESS: "2", RATE_LIMIT_WINDOW: "3600000" });
  expect(await statuses(2, () => server.send(list))).toEqual([200, 200]);
  const byTrpc = await server.send(list);
  expect(byTrpc.status).toBe(429);
  const seconds = Number(byTrpc.headers["retry-after"]);
  expect(seconds).toBeGreaterThan(3_500);
  expect(seconds).toBeLessThanOrEqual(3_600);
  expect(json(byTrpc)).toMatchObject({ error: { data: { code: "TOO_MANY_REQUESTS", httpStatus: 429 } } });
  const byRest = await server.send({ path: "/api/v1/roadsters" });
  expect(byRest.status).toBe(429);
  expect(byRest.headers["content-type"]).toBe("application/problem+json");
  expect(byRest.headers["retry-after"]).toMatch(/^\d+$/);
  expect(json(byRest)).toMatchObject({
    status: 429,
    code: "TOO_MANY_REQUESTS",
    detail: expect.stringMatching(/^Too many calls from this address: at most 2 in 3600 seconds\./),
  });
  // Probes and pages are no calls.
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
});

test("processes count together", async () => {
  const environment = {
    DATABASE_URL: running.databaseUrl,
    RATE_LIMIT_PER_ADDRESS: "4",
    RATE_LIMIT_WINDOW: "3600000",
  };
  const one = await spawnRoadsterServer(environment);
  const other = await spawnRoadsterServer(environment);
  expect(await statuses(3, () => one.send(list))).toEqual([200, 200, 200]);
  expect(await statuses(3, () => other.send(list))).toEqual([200, 429, 429]);
  expect(await statuses(2, () => one.send(list))).toEqual([429, 429]);
  const rows = await running.orm.em.fork().execute("select key from pitstop.rate_limits");
  expect(rows).toEqual([{ key: "address:127.0.0.1" }]);
});

test("a batch counts as its calls", async () => {
  const server = await limited({ RATE_LIMIT_PER_ADDRESS: "5", RATE_LIMIT_WINDOW: "3600000" });
  const inputs = encodeURIComponent(JSON.stringify({ 0: {}, 1: {}, 2: {} }));
  const batch = { path: `/trpc/roadster.list,homeland.list,roadster.list?batch=1&input=${inputs}` };
  expect(await statuses(2, () => server.send(batch))).toEqual([200, 429]);
});

test("a call is let through once the window is over", async () => {
  const server = await limited({ RATE_LIMIT_PER_ADDRESS: "1", RATE_LIMIT_WINDOW: "1000" });
  await until(async () => (await server.send(list)).status === 429);
  await until(async () => (await server.send(list)).status === 200);
});

test("each address behind a trusted proxy has its own limit, and each network of IPv6", async () => {
  const server = await limited(
    { RATE_LIMIT_PER_ADDRESS: "1", RATE_LIMIT_WINDOW: "3600000" },
    { trustProxy: "127.0.0.1" },
  );
  const from = (address: string) => () => server.send({ ...list, headers: { "x-forwarded-for": address } });
  expect(await statuses(2, from("203.0.113.7"))).toEqual([200, 429]);
  expect(await statuses(1, from("203.0.113.8"))).toEqual([200]);
  expect(await statuses(1, from("2001:db8::1"))).toEqual([200]);
  expect(await statuses(1, from("2001:db8::2"))).toEqual([429]);
});

test("each user has a limit of their own, and guessing credentials counts for the address", async () => {
  const server = await limited(
    { RATE_LIMIT_PER_USER: "2", RATE_LIMIT_PER_ADDRESS: "8", RATE_LIMIT_WINDOW: "3600000" },
    {
      own: {
        authenticate: async ({ headers: { authorization } }) => {
          if (authorization === undefined) throw new Unauthorized("This token has expired.");
          return { id: authorization, name: "Ettore", role: "editor" };
        },
      },
    },
  );
  const as = (authorization: string | undefined) => () =>
    server.send({ ...list, headers: { authorization } });
  expect(await statuses(3, as("17"))).toEqual([200, 200, 429]);
  expect(await statuses(2, as("18"))).toEqual([200, 200]);
  expect(await statuses(4, as(undefined))).toEqual([401, 401, 401, 429]);
});

test("without sign-in, everyone isn't one user", async () => {
  const server = await limited({ RATE_LIMIT_PER_USER: "1", RATE_LIMIT_WINDOW: "3600000" });
  expect(await statuses(3, () => server.send(list))).toEqual([200, 200, 200]);
});

test("a database that is away refuses nobody for calling too often", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const server = await spawnRoadsterServer({
    DATABASE_URL: road.url,
    RATE_LIMIT_PER_ADDRESS: "1000",
    RATE_LIMIT_WINDOW: "3600000",
  });
  expect((await server.send(list)).status).toBe(200);
  await road.cut();
  expect(await statuses(3, () => server.send(list))).toEqual([503, 503, 503]);
  await road.repair();
  await until(async () => (await server.send(list)).status === 200);
  expect(server.output().match(/calls can't be counted/g)).toHaveLength(1);
});

test("where the migrations haven't made its table yet, calls are let through", async () => {
  const server = await limited({ RATE_LIMIT_PER_ADDRESS: "1", RATE_LIMIT_WINDOW: "3600000" });
  await server.orm.em.fork().execute("drop table pitstop.rate_limits");
  expect(await statuses(3, () => server.send(list))).toEqual([200, 200, 200]);
});
