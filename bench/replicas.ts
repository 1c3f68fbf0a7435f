// What read replicas take off the primary: our server without one and with one, side by side.
import { setTimeout as pause } from "node:timers/promises";
import { migrateDatabase } from "@app/db/migrating";
import { createTemplate, startEmbeddedTestServer, startTestReplica } from "@pitstop/postgres";
import pg from "pg";
import { type Candidate, candidates } from "./lib/candidates.ts";
import { fill } from "./lib/fill.ts";
import { Load, type LoadRequest } from "./lib/load.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { processorTime } from "./lib/processor-time.ts";
import { type ServerProcess, startServer } from "./lib/server-process.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 100_000, seconds: 2, rounds: 11 });
const CONNECTIONS = 32;
const WRITES_PER_SECOND = 50;

const routes = candidates.find(({ name }) => name.includes("Pitstop")) as Candidate; // ours is among them
const reads: Record<string, LoadRequest[]> = {
  list: [routes.list],
  byId: Array.from({ length: 100 }, (_, index) => routes.byId(index * 7 + 1)),
};

const primary = await startEmbeddedTestServer({ synchronous_commit: "on" });
const database = await createTemplate(primary.url, (url) => migrateDatabase(url));
const load = new Load();
const running: [string, ServerProcess][] = [];
let replica: Awaited<ReturnType<typeof startTestReplica>> | undefined;
try {
  await fill(database.url, options.rows);
  replica = await startTestReplica(primary);
  const replicaUrl = new URL(replica.url);
  replicaUrl.pathname = new URL(database.url).pathname;
  const withReplica = { DATABASE_REPLICA_URLS: replicaUrl.href };
  for (const [name, environment] of [
    ["the primary alone", {}],
    ["with a replica", withReplica],
  ] as const)
    running.push([name, await startServer(routes.entry, database.url, routes.list.path, environment)]);
  const results = new Map<string, number[]>();
  const note = (key: string, value: number) => results.set(key, [...(results.get(key) ?? []), value]);
  for (let round = -1; round < options.rounds; round++) {
    for (const isWritten of [false, true]) {
      for (const [read, requests] of Object.entries(reads)) {
        const turn = round % 2 === 0 ? running : running.toReversed();
        for (const [name, { url, pid }] of turn) {
          const roots = { server: pid, primary: primary.pid, replica: replica.pid };
          const before = Object.values(roots).map((root) => processorTime([root]) ?? 0);
          const writing = new AbortController();
          const writes = isWritten ? write(database.url, writing.signal) : Promise.resolve();
          const { seconds } = options;
          const { perSecond, failures } = await load.run({
            url,
            connections: CONNECTIONS,
            seconds,
            requests,
          });
          writing.abort();
          await writes;
          if (failures > 0) throw new Error(`${failures} reads failed.`);
          if (round < 0) continue; // it warms up
          const key = `${name}${isWritten ? `, ${WRITES_PER_SECOND} writes a second` : ""}; ${read}`;
          note(`${key} requests`, perSecond);
          Object.entries(roots).forEach(([root, rootPid], index) => {
            const took = (processorTime([rootPid]) ?? 0) - (before[index] ?? 0);
            note(`${key} ${root}`, (took * 1_000_000) / (perSecond * seconds));
          });
        }
      }
    }
    console.error(`round ${round + 1} of ${options.rounds} done`);
  }
  await report(results);
} finally {
  load.stop();
  for (const [, server] of running) await server.stop();
  await replica?.remove();
  await primary.remove();
}

/** Changes a car now and then, past the server, as other servers would. */
async function write(url: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  while (!signal.aborted) {
    await client.query("update cars set updated_at = now() where id = 1 + floor(random() * 1000)");
    await pause(1_000 / WRITES_PER_SECOND);
  }
  await client.end();
}

/** The medians of requests a second, and of microseconds of processor time per request, of each part. */
async function report(results: ReadonlyMap<string, number[]>): Promise<void> {
  const keys = [...results.keys()].filter((key) => key.endsWith(" requests"));
  const rows = keys.map((key) => {
    const name = key.slice(0, -" requests".length);
    const of = (part: string) => median(results.get(`${name} ${part}`) ?? []).toFixed(0);
    return [name, of("requests"), of("primary"), of("replica"), of("server")];
  });
  console.log(
    `${await machine(database.url)}; ${options.rows} cars, ${options.rounds} rounds of ${options.seconds} s, ${CONNECTIONS} connections\n`,
  );
  console.log(
    markdownTable(["", "requests/s", "primary, µs each", "replica, µs each", "server, µs each"], rows),
  );
}
