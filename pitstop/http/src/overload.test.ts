import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { databaseRoad, json, mutation, query, until } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

test("a table that is locked makes its callers wait and then says so, and readiness answers within its second", async () => {
  const server = await spawnRoadsterServer({
    DATABASE_URL: running.databaseUrl,
    DATABASE_POOL_SIZE: "2",
    STATEMENT_TIMEOUT: "3000",
  });
  const em = running.orm.em.fork();
  await em.begin();
  await em.execute("lock table roadsters in access exclusive mode");
  const calls = Array.from({ length: 30 }, () => server.send(query("roadster.list", {})));
  const isExhausted = async () => json<{ status: string }>(await server.send({ path: "/readyz" })).status;
  await until(async () => (await isExhausted()) === "database busy");
  expect((await server.send({ path: "/healthz" })).status).toBe(200);
  const answers = await Promise.all(calls);
  for (const { status, headers } of answers) {
    expect([503, 504]).toContain(status);
    expect(headers["retry-after"]).toBe("1");
  }
  const texts = answers.map(
    ({ body }) => json<{ error: { message: string } }>({ body } as never).error.message,
  );
  expect(new Set(texts)).toContain("The server is busy. Nothing was done. Try again shortly.");
  expect(texts.join()).not.toContain("cannot be reached");
  await em.rollback();
  await until(async () => (await server.send(query("roadster.list", {}))).status === 200);
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
});

test("the log says once that the database is away, and once that it is back and how many calls failed", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const server = await spawnRoadsterServer({ DATABASE_URL: road.url });
  await road.cut();
  const requests = [query("roadster.list", {}), { path: "/api/v1/roadsters" }];
  const failed = await Promise.all(
    Array.from({ length: 40 }, (_, index) => server.send(requests[index % 2] as { path: string })),
  );
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([503]));
  await road.repair();
  await until(() => server.output().includes("the database is back"));
  const lines = server
    .output()
    .split("\n")
    .flatMap((line) =>
      line.startsWith("{") ? (JSON.parse(line) as { level: number; msg: string; failedCalls?: number }) : [],
    )
    .filter(({ level }) => level >= 40);
  expect(lines).toMatchObject([
    { msg: "the database cannot be reached; calls fail until it is back" },
    { msg: "the database is back", failedCalls: 40 },
  ]);
});

test("a change whose answer was cut off says that it may have been made", async () => {
  const road = await databaseRoad(running.databaseUrl);
  const server = await spawnRoadsterServer({ DATABASE_URL: road.url });
  const em = running.orm.em.fork();
  await em.begin();
  await em.execute("lock table roadsters in access exclusive mode");
  const calls = [mutation("roadster.create", { name: "Saab" }), query("roadster.list", {})].map((call) =>
    server.send(call),
  );
  await until(async () => {
    const [row] = await running.orm.em
      .fork()
      .execute<{ waiting: number }[]>("select count(*)::int as waiting from pg_locks where not granted");
    return row?.waiting === calls.length;
  });
  await road.cut();
  const [change, read] = await Promise.all(calls);
  await em.rollback();
  expect(change?.status).toBe(503);
  expect(change?.body).toContain("may have been done or not. Look before you try again");
  expect(read?.body).toContain("The database cannot be reached at the moment. Try again shortly.");
});

test("a connection with far too many requests under way is closed", async () => {
  const socket = connect(running.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.pause();
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  socket.write("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1_000));
  socket.resume();
  await closed;
  expect((await running.send({ path: "/healthz" })).status).toBe(200);
});

test("requests that are sent ahead are answered in their order", async () => {
  const socket = connect(running.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let received = "";
  socket.on("data", (chunk) => (received += String(chunk)));
  const paths = Array.from({ length: 50 }, (_, index) => `/nothing-${index}`);
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(""));
  await until(() => received.includes("nothing-49."));
  expect([...received.matchAll(/GET (\/nothing-\d+)\./g)].map(([, path]) => path)).toEqual(paths);
});

test("a connection that nothing goes over is closed", async () => {
  expect(running.server.server.timeout).toBe(30_000);
});
