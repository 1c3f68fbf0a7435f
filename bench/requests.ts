// Requests per second, p99 and peak memory of our server and of others that do the same work, side by side.
import { type Candidate, candidates, limit } from "./lib/candidates.ts";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { installCompetitors } from "./lib/install-competitors.ts";
import { Load, type LoadRequest, type LoadResult } from "./lib/load.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { checkSameAnswers } from "./lib/same-answers.ts";
import { type ServerProcess, startServer } from "./lib/server-process.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const CONNECTIONS = 32;
const options = readOptions({ rows: 100_000, seconds: 2, rounds: 11 });

const operations = {
  list: (candidate: Candidate) => [candidate.list],
  byId: (candidate: Candidate) => randomIds().map(candidate.byId),
  create: (candidate: Candidate) => [candidate.create({ name: "Measured", color: "blue", categoryId: 7 })],
} satisfies Record<string, (candidate: Candidate) => LoadRequest[]>;
type Operation = keyof typeof operations;
const operationNames = Object.keys(operations) as Operation[];

installCompetitors();
const database = await createBenchDatabase();
const load = new Load();
const servers = new Map<Candidate, ServerProcess>();
const results: { candidate: Candidate; operation: Operation; result: LoadResult }[] = [];
try {
  await fill(database.url, options.rows);
  for (const candidate of candidates) {
    servers.set(candidate, await startServer(candidate.entry, database.url, candidate.list.path));
  }
  await checkSameAnswers(servers);
  for (const operation of operationNames) {
    for (const candidate of candidates) await measure(candidate, operation, 2); // to warm up
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const operation of operationNames) {
      for (const candidate of rotated(candidates, round)) {
        const result = await measure(candidate, operation, options.seconds);
        results.push({ candidate, operation, result });
      }
    }
    console.error(`round ${round + 1} of ${options.rounds} done`);
  }
  await report();
} finally {
  load.stop();
  for (const server of servers.values()) await server.stop();
  await database.close();
}

async function measure(candidate: Candidate, operation: Operation, seconds: number): Promise<LoadResult> {
  const url = servers.get(candidate)?.url ?? "";
  const requests = operations[operation](candidate);
  const result = await load.run({ url, connections: CONNECTIONS, seconds, requests });
  if (result.failures > 0) throw new Error(`${candidate.name}: ${result.failures} of ${operation} failed.`);
  return result;
}

async function report(): Promise<void> {
  const rows: string[][] = [];
  for (const candidate of candidates) {
    const memory = (await servers.get(candidate)?.peakMemory()) ?? 0;
    const cells = operationNames.map((operation) => cellOf(candidate, operation));
    rows.push([candidate.name, ...cells, `${Math.round(memory / 1024 / 1024)} MB`]);
  }
  const head = [
    "",
    ...operationNames.map((operation) => `${operation}: ratio (requests/s, p99)`),
    "peak RSS",
  ];
  console.log(await machine(database.url));
  console.log(
    `${options.rows} cars, ${options.rounds} rounds of ${options.seconds} s, ${CONNECTIONS} connections\n`,
  );
  console.log(markdownTable(head, rows));
}

/** The ratio is the median of the rounds' ratios: both sides of each were measured within the same minute. */
function cellOf(candidate: Candidate, operation: Operation): string {
  const own = resultsOf(candidate, operation);
  const limits = resultsOf(limit, operation);
  const ratio = median(
    own.map(({ perSecond }, round) => perSecond / (limits[round]?.perSecond ?? Number.NaN)),
  );
  const perSecond = Math.round(median(own.map((result) => result.perSecond)));
  const p99 = Math.round(median(own.map((result) => result.p99)));
  return `${ratio.toFixed(2)} (${perSecond}/s, ${p99} ms)`;
}

function resultsOf(candidate: Candidate, operation: Operation): LoadResult[] {
  return results
    .filter((entry) => entry.candidate === candidate && entry.operation === operation)
    .map(({ result }) => result);
}

/** Nobody is always the first of a round, when the machine has just rested. */
function rotated<Value>(values: Value[], by: number): Value[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}

function randomIds(): number[] {
  return Array.from({ length: 1000 }, () => 1 + Math.floor(Math.random() * options.rows));
}
