// What the change log costs: our server with it and without, side by side.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type Candidate, candidates } from "./lib/candidates.ts";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { Load } from "./lib/load.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { processorTime } from "./lib/processor-time.ts";
import { type ServerProcess, startServer } from "./lib/server-process.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";
import { measureUpdates } from "./lib/updates.ts";

const options = readOptions({ rows: 100_000, seconds: 2, rounds: 11 });
const CONNECTIONS = 32;

const routes = candidates.find(({ name }) => name.includes("Pitstop")) as Candidate; // ours is among them
const servers = {
  "without a change log": import.meta.resolve("./lib/unlogged-server.ts"),
  "with a change log": routes.entry,
};
const operations = ["create", "update"] as const;

const database = await createBenchDatabase();
const load = new Load();
const running: [string, ServerProcess][] = [];
try {
  await fill(database.url, options.rows);
  for (const [name, entry] of Object.entries(servers))
    running.push([name, await startServer(entry, database.url, routes.list.path)]);
  const postgres = await postmaster(database.url);
  const results = new Map<string, number[]>();
  const note = (key: string, value: number) => results.set(key, [...(results.get(key) ?? []), value]);
  for (let round = -1; round < options.rounds; round++) {
    for (const operation of operations) {
      const turn = round % 2 === 0 ? running : running.toReversed();
      for (const [name, { url, pid }] of turn) {
        const before = processorTime([pid, postgres]);
        const perSecond = await measure(operation, url);
        const after = processorTime([pid, postgres]);
        if (round < 0) continue; // it warms up
        note(`${name} ${operation}`, perSecond);
        if (before !== undefined && after !== undefined)
          note(`${name} ${operation} processor`, ((after - before) * 1_000) / (perSecond * options.seconds));
      }
    }
    console.error(`round ${round + 1} of ${options.rounds} done`);
  }
  await report(results);
} finally {
  load.stop();
  for (const [, server] of running) await server.stop();
  await database.close();
}

async function measure(operation: (typeof operations)[number], url: string): Promise<number> {
  if (operation === "update") return measureUpdates(url, CONNECTIONS, options.seconds);
  const { perSecond, failures } = await load.run({
    url,
    connections: CONNECTIONS,
    seconds: options.seconds,
    requests: [routes.create({ name: "Measured", color: "blue", categoryId: 7 })],
  });
  if (failures > 0) throw new Error(`${failures} creates failed.`);
  return perSecond;
}

/** The process that PostgreSQL's others are started by. */
async function postmaster(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  );
  await client.end();
  const [pid] = readFileSync(join(rows[0]?.folder ?? "", "postmaster.pid"), "utf8").split("\n");
  return Number(pid);
}

/**
 * The medians of requests a second and of milliseconds of processor time per request, and of each round's ratio of the latter
 * to the server without the log.
 */
async function report(results: ReadonlyMap<string, number[]>): Promise<void> {
  const of = (name: string, operation: string) => results.get(`${name} ${operation}`) ?? [];
  const [first = ""] = running.map(([name]) => name);
  const rows = running.map(([name]) => [
    name,
    ...operations.map((operation) => {
      const processor = `${operation} processor`;
      const ratios = of(name, processor).map((one, round) => one / (of(first, processor)[round] ?? one));
      const [time, perSecond] = [median(of(name, processor)), median(of(name, operation))];
      return `${median(ratios).toFixed(2)} (${time.toFixed(2)} ms, ${perSecond.toFixed(0)}/s)`;
    }),
  ]);
  console.log(
    `${await machine(database.url)}; ${options.rows} cars, ${options.rounds} rounds of ${options.seconds} s\n`,
  );
  console.log(
    markdownTable(
      [
        "",
        ...operations.map((operation) => `${operation}: ratio of processor time (per request, requests/s)`),
      ],
      rows,
    ),
  );
}
