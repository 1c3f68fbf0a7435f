// What access rules cost: our server without a row scope and with one, side by side. PITSTOP_BEFORE names the main.ts of
// another revision to be measured beside them.
import { pathToFileURL } from "node:url";
import pg from "pg";
import { type Candidate, candidates } from "./lib/candidates.ts";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { Load, type LoadRequest } from "./lib/load.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { SCOPE } from "./lib/scope.ts";
import { type ServerProcess, startServer } from "./lib/server-process.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 100_000, seconds: 2, rounds: 11 });
const CONNECTIONS = 32;

const routes = candidates.find(({ name }) => name.includes("Pitstop")) as Candidate; // ours is among them
const plain = routes.entry;
const before = process.env.PITSTOP_BEFORE;
const servers: Record<string, string> = {
  ...(before !== undefined && { "the revision before": pathToFileURL(before).href }),
  "without a row scope": plain,
  "with a row scope": import.meta.resolve("./lib/scoped-server.ts"),
};

const database = await createBenchDatabase();
const load = new Load();
const running: [string, ServerProcess][] = [];
try {
  await fill(database.url, options.rows);
  const ids = await scopedIds(database.url);
  const operations: Record<string, LoadRequest[]> = {
    list: [routes.list],
    byId: ids.map(routes.byId),
    create: [routes.create({ name: "Measured", color: "blue", ...SCOPE })],
  };
  for (const [name, entry] of Object.entries(servers))
    running.push([name, await startServer(entry, database.url, routes.list.path)]);
  const results = new Map<string, number[]>();
  for (let round = -1; round < options.rounds; round++) {
    for (const [operation, requests] of Object.entries(operations)) {
      const turn = [
        ...running.slice(Math.max(round, 0) % running.length),
        ...running.slice(0, Math.max(round, 0) % running.length),
      ];
      for (const [name, { url }] of turn) {
        const { perSecond, failures } = await load.run({
          url,
          connections: CONNECTIONS,
          seconds: options.seconds,
          requests,
        });
        if (failures > 0) throw new Error(`${failures} of ${operation} failed, ${name}.`);
        const key = `${name} ${operation}`;
        if (round >= 0) results.set(key, [...(results.get(key) ?? []), perSecond]); // the first warms up
      }
    }
    console.error(`round ${round + 1} of ${options.rounds} done`);
  }
  await report(results, Object.keys(operations));
} finally {
  load.stop();
  for (const [, server] of running) await server.stop();
  await database.close();
}

/** Cars that every server reaches. */
async function scopedIds(url: string): Promise<number[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "select id from cars where category_id = $1 order by random() limit 500",
    [SCOPE.categoryId],
  );
  await client.end();
  return rows.map(({ id }) => Number(id));
}

/** The medians of requests a second, and of each round's ratio to the first server. */
async function report(results: ReadonlyMap<string, number[]>, operations: readonly string[]): Promise<void> {
  const of = (name: string, operation: string) => results.get(`${name} ${operation}`) ?? [];
  const [first = ""] = running.map(([name]) => name);
  const rows = running.map(([name]) => [
    name,
    ...operations.map((operation) => {
      const ratios = of(name, operation).map((one, round) => one / (of(first, operation)[round] ?? one));
      return `${median(ratios).toFixed(2)} (${median(of(name, operation)).toFixed(0)}/s)`;
    }),
  ]);
  console.log(
    `${await machine(database.url)}; ${options.rows} cars, ${options.rounds} rounds of ${options.seconds} s\n`,
  );
  console.log(
    markdownTable(["", ...operations.map((operation) => `${operation}: ratio (requests/s)`)], rows),
  );
}
