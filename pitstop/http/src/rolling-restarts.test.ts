import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";
import { expect, test } from "vitest";
import { send, until } from "../test/index.ts";
import { hasNginx, startNginx } from "../test/nginx.ts";
import { roadsterServer, spawnRoadsterServer } from "../test/roadsters.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const ROUNDS = 20;
const CALLERS = 8;

const running = roadsterServer();

test.skipIf(!(isLong && hasNginx()))(
  "two servers behind nginx are replaced one after the other, and no call fails",
  async () => {
    const ports = [await freePort(), await freePort()];
    const start = (port = 0) =>
      spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, PORT: String(port), DRAIN_TIME: "1500" });
    const servers = await Promise.all(ports.map(start));
    const port = await startNginx(ports);
    const outcomes = new Map<string, number>();
    const rounds = new AbortController();
    const requests = [
      { path: "/api/v1/roadsters?limit=5" },
      { path: "/trpc/roadster.count?input={}" },
      {
        method: "POST",
        path: "/api/v1/roadsters",
        headers: { "content-type": "application/json" },
        body: '{"name":"Saab"}',
      },
    ];
    const load = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let call = caller; !rounds.signal.aborted; call++) {
        const { method = "GET", ...request } = requests[call % requests.length] ?? { path: "/" };
        const outcome = await send(port, { method, ...request }).then(
          ({ status }) => String(status),
          (error: Error) => error.message,
        );
        const what = `${method} ${outcome}`;
        outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
        await pause(50);
      }
    });
    for (let round = 0; round < ROUNDS; round++) {
      const index = round % ports.length;
      servers[index]?.process.kill("SIGTERM");
      expect(await servers[index]?.ended).toBe(0);
      servers[index] = await start(ports[index]);
      await until(async () => (await servers[index]?.send({ path: "/readyz" }))?.status === 200);
    }
    rounds.abort();
    await Promise.all(load);

    expect(new Set(outcomes.keys())).toEqual(new Set(["GET 200", "POST 201"]));
  },
  600_000,
);
