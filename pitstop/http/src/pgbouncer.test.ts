import { describe, expect, onTestFinished, test } from "vitest";
import { json, mutation, query, startServer, until } from "../test/index.ts";
import { findPgBouncer, startPgBouncer } from "../test/pgbouncer.ts";
import { roadsterServer, spawnRoadsterServer } from "../test/roadsters.ts";

const bouncer = findPgBouncer();
const running = roadsterServer();

describe.skipIf(bouncer === undefined)("behind PgBouncer in transaction mode", () => {
  const path = bouncer ?? "";

  test.each([
    ["that turns down settings of connections", []],
    ["that ignores them", ["ignore_startup_parameters = statement_timeout"]],
  ])("%s, all callers are answered", async (_how, settings) => {
    const url = await startPgBouncer(path, running.databaseUrl, settings);
    // Two servers share the connections, and know nothing of what the other has prepared on them.
    const servers = await Promise.all([
      spawnRoadsterServer({ DATABASE_URL: url }),
      spawnRoadsterServer({ DATABASE_URL: url }),
    ]);
    const calls = Array.from({ length: 120 }, (_, index) => {
      const server = servers[index % 2];
      const requests = [
        query("roadster.list", { limit: (index % 5) + 1 }),
        query("roadster.count", { filter: { name: { contains: `${index % 3}` } } }),
        mutation("roadster.create", { name: `Roadster ${index}` }),
        { path: `/api/v1/roadsters?sort=${index % 4 === 0 ? "name" : "-createdAt"}` },
        query("homeland.list", {}),
      ];
      return server?.send(requests[index % requests.length] ?? { path: "/readyz" });
    });
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer?.status !== 200).map((answer) => answer?.body)).toEqual([]);
    const listed = json<{ result: { data: { items: { name: string }[] } } }>(
      (await servers[0]?.send(query("roadster.list", { limit: 3, sort: { by: "id" } }))) ?? {
        body: "",
        status: 0,
        headers: {},
      },
    );
    expect(listed.result.data.items[0]?.name).toMatch(/^Roadster \d+$/);
    expect((await servers[1]?.send({ path: "/readyz" }))?.status).toBe(200);
  });

  test("a statement that takes too long is answered by 504, and the server goes on", async () => {
    const url = await startPgBouncer(path, running.databaseUrl);
    const server = await spawnRoadsterServer({ DATABASE_URL: url, STATEMENT_TIMEOUT: "300" });
    const em = running.orm.em.fork();
    await em.begin();
    await em.execute("lock table roadsters in access exclusive mode");
    expect((await server.send(query("roadster.list", {}))).status).toBe(504);
    await em.rollback();
    await until(async () => (await server.send(query("roadster.list", {}))).status === 200);
  });

  test("servers count the calls of an address together", async () => {
    const url = await startPgBouncer(path, running.databaseUrl, [
      "ignore_startup_parameters = statement_timeout",
    ]);
    const environment = { RATE_LIMIT_PER_ADDRESS: "20" };
    const servers = [
      await startServer({ databaseUrl: url, environment }),
      await startServer({ databaseUrl: url, environment }),
    ];
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => servers[index % 2]?.send(query("roadster.count", {}))),
    );
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });
});
