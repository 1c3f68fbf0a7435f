// Whether a request fails, and how long one waits, while columns are added to the table that all requests use.
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { type CarLoadResult, startCarLoad } from "./lib/car-load.ts";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { startServer } from "./lib/server-process.ts";
import { percentile } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const CONNECTIONS = 32;
const options = readOptions({ rows: 100_000, seconds: 10, rounds: 50 });
/** Between two changes, so that plans are prepared and used again before the next one. */
const PAUSE = 100;

const database = await createBenchDatabase();
try {
  await fill(database.url, options.rows);
  const entry = import.meta.resolve("../apps/server/src/main.ts");
  const server = await startServer(entry, database.url, "/trpc/car.list?input=%7B%7D");
  try {
    await under(server.url, () => delay(2000)); // to warm up
    const quiet = await under(server.url, () => delay(options.seconds * 1000));
    const changing = await under(server.url, changeColumns);
    console.log(await machine(database.url));
    console.log(
      `${options.rows} cars, ${CONNECTIONS} connections, ${options.rounds} times add and drop a column\n`,
    );
    const head = ["", "requests", "failed", "p99", "longest"];
    console.log(markdownTable(head, [rowOf("no change", quiet), rowOf("adding and dropping", changing)]));
    for (const failure of changing.failures.slice(0, 5)) console.error(failure);
    if (quiet.failures.length + changing.failures.length > 0) process.exitCode = 1;
  } finally {
    await server.stop();
  }
} finally {
  await database.close();
}

async function under(url: string, work: () => Promise<void>): Promise<CarLoadResult> {
  const load = startCarLoad(url, CONNECTIONS);
  await work();
  return load.stop();
}

async function changeColumns(): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  for (let round = 0; round < options.rounds; round++) {
    await client.query(`alter table cars add column bench_${round} text`);
    await delay(PAUSE);
    await client.query(`alter table cars drop column bench_${round}`);
    await delay(PAUSE);
  }
  await client.end();
}

function rowOf(name: string, { requests, failures, times }: CarLoadResult): string[] {
  const milliseconds = (time: number) => `${Math.round(time)} ms`;
  return [
    name,
    String(requests),
    String(failures.length),
    milliseconds(percentile(times, 0.99)),
    milliseconds(percentile(times, 1)),
  ];
}
