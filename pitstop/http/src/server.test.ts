import { once } from "node:events";
import { connect } from "node:net";
import { createRoadsterClient } from "@pitstop/trpc/test/roadsters";
import { describe, expect, onTestFinished, test } from "vitest";
import { json, mutation, portOf, query } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../test/roadsters.ts";

const SECRET = "select * from secrets";

const running = roadsterServer(() => ({
  extend: (server) => {
    server.get("/address", (request) => ({ ip: request.ip }));
    server.get("/broken", () => Promise.reject(new Error(SECRET)));
  },
}));

describe("every answer carries a request id", () => {
  test("of its own", async () => {
    const paths = ["/healthz", "/trpc/roadster.list", "/nothing", "/broken"];
    const ids = await Promise.all(
      paths.map(async (path) => (await running.send({ path })).headers["x-request-id"]),
    );
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(paths.length);
  });

  test("that callers cannot choose", async () => {
    const headers = { "x-request-id": "mine", "request-id": "mine" };
    const answer = await running.send({ ...query("roadster.byId", { id: 9 }), headers });
    expect(answer.headers["x-request-id"]).not.toBe("mine");
    expect(answer.body).not.toContain("mine");
  });

  test("and so nothing of theirs is written into the log under that name", async () => {
    const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl });
    await server.send({
      path: "/nothing",
      headers: { "x-request-id": "forged", authorization: "Bearer key", cookie: "a=key" },
    });
    server.process.kill("SIGTERM");
    await server.ended;
    expect(server.output()).toContain("/nothing");
    expect(server.output()).not.toMatch(/forged|key/);
  });
});

test("an error outside of tRPC is named by its request id alone", async () => {
  const answer = await running.send({ path: "/broken" });
  expect(answer.status).toBe(500);
  expect(json(answer)).toEqual({
    error: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong on the server. Report the request id if it stays.",
    requestId: answer.headers["x-request-id"],
  });
});

test.each(["Host: [", "Host: a b", "Host: x:99999", "Host: "])(
  "a request with a broken host (%s) is answered and the server goes on",
  async (host) => {
    const socket = connect(running.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(`GET /trpc/roadster.list,roadster.count?batch=1 HTTP/1.1\r\n${host}\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 [45]\d\d /);
    expect(String(answer)).not.toMatch(/\.ts|node_modules| at /);
    expect((await running.send({ path: "/healthz" })).status).toBe(200);
  },
);

describe("the address of a caller", () => {
  const forwarded = { "x-forwarded-for": "203.0.113.9" };

  test("is the one that connects, whatever its headers say", async () => {
    expect(json(await running.send({ path: "/address", headers: forwarded }))).toEqual({ ip: "127.0.0.1" });
  });

  test("is the one that a proxy of TRUST_PROXY tells", async () => {
    const extend: Parameters<typeof startRoadsterServer>[0] = {
      trustProxy: "10.0.0.0/8, 127.0.0.1",
      extend: (server) => void server.get("/address", (request) => ({ ip: request.ip })),
    };
    const behindProxy = await startRoadsterServer(extend);
    onTestFinished(behindProxy.close);
    expect(json(await behindProxy.send({ path: "/address", headers: forwarded }))).toEqual({
      ip: "203.0.113.9",
    });
  });
});

test("the typed client works against it, calls of one tick in one request", async () => {
  const pitstop = createRoadsterClient(`http://127.0.0.1:${portOf(running.server)}`);
  const roadster = await pitstop.roadster.create.mutate({ name: "Saab", color: "red" });
  const [read, count] = await Promise.all([
    pitstop.roadster.byId.query({ id: roadster.id }),
    pitstop.roadster.count.query({}),
  ]);
  expect(read).toEqual(roadster);
  expect(count).toEqual({ count: 1, exact: true });
  await expect(pitstop.roadster.byId.query({ id: 4711 })).rejects.toThrow("Roadster 4711 does not exist.");
});

test("columns are added and dropped under load, and no request fails", async () => {
  const loaded = await startRoadsterServer();
  onTestFinished(loaded.close);
  const statuses = new Map<number, number>();
  const changes = new AbortController();
  const requests = [
    query("roadster.list", { sort: { by: "name" } }),
    query("roadster.list", { filter: { color: { equals: "red" } } }),
    query("roadster.count", {}),
    mutation("roadster.create", { name: "Saab", color: "red" }),
    query("roadster.list,homeland.list?batch=1&input=%7B%220%22%3A%7B%7D%2C%221%22%3A%7B%7D%7D"),
  ];
  const load = requests.map(async (request) => {
    while (!changes.signal.aborted) {
      const { status } = await loaded.send(request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  for (let change = 0; change < 20; change++) {
    const before = statuses.get(200) ?? 0;
    await loaded.orm.em
      .fork()
      .execute(`alter table roadsters add column price numeric(12, 2) not null default 0`);
    await loaded.orm.em.fork().execute(`alter table homelands add column note text`);
    await loaded.orm.em.fork().execute(`alter table roadsters drop column price`);
    await loaded.orm.em.fork().execute(`alter table homelands drop column note`);
    // Each of the requests is sent again before the next change.
    while ((statuses.get(200) ?? 0) < before + 2 * requests.length && statuses.size <= 1)
      await loaded.send({ path: "/healthz" });
  }
  changes.abort();
  await Promise.all(load);
  expect([...statuses.keys()]).toEqual([200]);
});
