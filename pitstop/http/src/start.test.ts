import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { isRefused, json, portOf, query, spawnServer, until } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

/** Holds the roadsters back from everybody until `release`: a slow statement, as long as the test needs it. */
async function holdRoadsters() {
  const em = running.orm.em.fork();
  await em.begin();
  await em.execute(`lock table roadsters in access exclusive mode`);
  const isAwaited = async () => {
    const [row] = await running.orm.em
      .fork()
      .execute<{ waiting: number }[]>(
        `select count(*)::int as waiting from pg_locks where not granted and relation = 'roadsters'::regclass`,
      );
    return row?.waiting === 1;
  };
  return { release: () => em.rollback(), isAwaited };
}

test.each([
  [
    "on a network",
    { HOST: "0.0.0.0", PUBLIC_API: "yes" },
    /"level":40.*The API is public \(PUBLIC_API=yes\)/,
  ],
  ["on this machine", {}, /"level":30.*everyone on this machine has the role \\"admin\\"/],
])("a server %s without sign-in says at each start who may call it", async (_where, own, told) => {
  const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, ...own });
  await until(() => told.test(server.output()));
});

describe.each(["SIGTERM", "SIGINT"] as const)("on %s", (signal) => {
  test("a request under way is finished with its answer, new ones are refused, and the process exits with 0", async () => {
    const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl });
    const roadsters = await holdRoadsters();
    const underWay = server.send(query("roadster.list", {}));
    await until(roadsters.isAwaited);
    server.process.kill(signal);
    await until(() => isRefused(server.port));
    expect(server.process.exitCode).toBeNull();
    await roadsters.release();
    const answer = await underWay;
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ result: { data: { items: [] } } });
    expect(await server.ended).toBe(0);
  });

  test("an idle process exits with 0, open connections of idle clients or not", async () => {
    const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl });
    expect((await server.send(query("roadster.list", {}))).headers.connection).toBe("keep-alive");
    server.process.kill(signal);
    expect(await server.ended).toBe(0);
  });
});

test("on SIGTERM readiness ends first: calls are answered and their connections end, until DRAIN_TIME is over", async () => {
  const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, DRAIN_TIME: "600000" });
  expect((await server.send({ path: "/readyz" })).status).toBe(200);
  server.process.kill("SIGTERM");
  await until(async () => (await server.send({ path: "/readyz" })).status === 503);
  expect(json(await server.send({ path: "/readyz" }))).toEqual({ status: "shutting down" });
  for (const path of ["/healthz", "/trpc/roadster.list?input={}", "/api/v1/roadsters"]) {
    const answer = await server.send({ path });
    expect([path, answer.status, answer.headers.connection]).toEqual([path, 200, "close"]);
  }
  expect(await isRefused(server.port)).toBe(false);
});

test("a statement that outlasts SHUTDOWN_TIMEOUT is canceled, and the caller is told", async () => {
  const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, SHUTDOWN_TIMEOUT: "200" });
  const roadsters = await holdRoadsters();
  const underWay = server.send(query("roadster.list", {}));
  await until(roadsters.isAwaited);
  server.process.kill("SIGTERM");
  const answer = await underWay;
  expect(answer.status).toBe(504);
  expect(answer.headers.connection).toBe("close");
  expect(await roadsters.isAwaited()).toBe(false);
  expect(await server.ended).toBe(0);
  await roadsters.release();
});

test("a statement that outlasts STATEMENT_TIMEOUT is stopped, and the caller is told", async () => {
  const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, STATEMENT_TIMEOUT: "200" });
  const roadsters = await holdRoadsters();
  const answer = await server.send(query("roadster.list", {}));
  await roadsters.release();
  expect(answer.status).toBe(504);
  expect(answer.headers["retry-after"]).toBe("1");
  expect(answer.body).toContain("This took too long and was stopped.");
  expect((await server.send(query("roadster.list", {}))).status).toBe(200);
});

describe("a start that cannot succeed says why and what to do, and exits with 1:", () => {
  const outputOf = async (environment: Record<string, string>) => {
    const server = await spawnServer(environment);
    expect(await server.ended).toBe(1);
    return server.output();
  };

  test("no DATABASE_URL", async () => {
    expect(await outputOf({})).toBe(
      "The server can't start with these settings:\n  DATABASE_URL is not set: The PostgreSQL database (version 14 or newer).\nSet these environment variables as docs/reference/settings.md describes. (SETTINGS_INVALID)\n",
    );
  });

  test("a hop count as TRUST_PROXY", async () => {
    expect(await outputOf({ DATABASE_URL: running.databaseUrl, TRUST_PROXY: "1" })).toMatch(
      /^The server can't start with these settings:\n {2}TRUST_PROXY: must list the addresses .*\n.* \(SETTINGS_INVALID\)\n$/,
    );
  });

  test("a database that is down", async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
    const port = portOf({ server: nobody });
    await new Promise((resolve) => nobody.close(resolve));
    expect(await outputOf({ DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${port}/pitstop` })).toBe(
      `The database of DATABASE_URL (127.0.0.1:${port}/pitstop) can't be used: connect ECONNREFUSED 127.0.0.1:${port}.\nCheck the address, and that PostgreSQL runs there. (DATABASE_UNREACHABLE)\n`,
    );
  });

  test("a host that nobody knows", async () => {
    expect(await outputOf({ DATABASE_URL: "postgresql://me:hunter2@nowhere.invalid/pitstop" })).toMatch(
      /^The database of DATABASE_URL \(nowhere.invalid\/pitstop\) can't be used: [^\n]*nowhere.invalid\.\n.*\n$/,
    );
  });

  test("a database that does not exist, and none is made of that name", async () => {
    const url = new URL(running.databaseUrl);
    url.pathname = "/nothing_here";
    expect(await outputOf({ DATABASE_URL: url.href })).toContain(`database "nothing_here" does not exist`);
    const names = await running.orm.em
      .fork()
      .execute(`select 1 from pg_database where datname = 'nothing_here'`);
    expect(names).toEqual([]);
  });

  test("a wrong password, which is not repeated", async ({ skip }) => {
    const url = new URL(running.databaseUrl);
    if (url.password === "") return skip("the server of DATABASE_URL lets everybody in");
    url.password = "hunter2";
    const output = await outputOf({ DATABASE_URL: url.href });
    expect(output).toMatch(
      /^The database of DATABASE_URL .* can't be used: password authentication failed .*\n.*\n$/,
    );
    expect(output).not.toContain("hunter2");
  });

  test("a taken port", async () => {
    const holder = await startRoadsterServer();
    onTestFinished(holder.close);
    const environment = { DATABASE_URL: running.databaseUrl, PORT: String(holder.port) };
    expect(await outputOf(environment)).toBe(
      `Port ${holder.port} on 127.0.0.1 is taken.\nChoose another one with PORT. (PORT_TAKEN)\n`,
    );
  });

  test("an address that this machine does not have", async () => {
    const environment = {
      DATABASE_URL: running.databaseUrl,
      PORT: "3999",
      HOST: "203.0.113.1",
      PUBLIC_API: "yes",
    };
    expect(await outputOf(environment)).toBe(
      "The server can't listen on 203.0.113.1, port 3999 (EADDRNOTAVAIL).\nCheck HOST and PORT. (ADDRESS_REFUSED)\n",
    );
  });
});
