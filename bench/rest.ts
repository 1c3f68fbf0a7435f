// What a call by REST costs beside the same call by tRPC: one server, the two taking turns.
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { Load, type LoadRequest } from "./lib/load.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { startServer } from "./lib/server-process.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 100_000, seconds: 2, rounds: 11 });

const input = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const ids = Array.from({ length: 1000 }, () => 1 + Math.floor(Math.random() * options.rows));
const car = JSON.stringify({ name: "Measured", color: "blue", categoryId: 7 });

/** The same work, asked for in both ways. */
const calls: Record<string, { trpc: LoadRequest[]; rest: LoadRequest[] }> = {
  list: {
    trpc: [{ method: "GET", path: `/trpc/car.list?input=${input({})}` }],
    rest: [{ method: "GET", path: "/api/v1/cars" }],
  },
  "list, filtered and sorted": {
    trpc: [
      {
        method: "GET",
        path: `/trpc/car.list?input=${input({ filter: { color: { in: ["red", "blue"] } }, sort: { by: "name", direction: "desc" } })}`,
      },
    ],
    rest: [{ method: "GET", path: "/api/v1/cars?color.in=red&color.in=blue&sort=-name" }],
  },
  byId: {
    trpc: ids.map((id) => ({ method: "GET", path: `/trpc/car.byId?input=${input({ id })}` })),
    rest: ids.map((id) => ({ method: "GET", path: `/api/v1/cars/${id}` })),
  },
  create: {
    trpc: [{ method: "POST", path: "/trpc/car.create", body: car }],
    rest: [{ method: "POST", path: "/api/v1/cars", body: car }],
  },
};

const database = await createBenchDatabase();
const load = new Load();
const rows: string[][] = [];
try {
  await fill(database.url, options.rows);
  const entry = import.meta.resolve("../apps/server/src/main.ts");
  const server = await startServer(entry, database.url, "/healthz");
  try {
    for (const connections of [1, 32]) {
      for (const [name, { trpc, rest }] of Object.entries(calls)) {
        rows.push([
          `${name}, ${connections} at once`,
          ...(await compare(server.url, connections, trpc, rest)),
        ]);
        console.error(`${name} with ${connections} connections done`);
      }
    }
  } finally {
    await server.stop();
  }
  console.log(await machine(database.url));
  console.log(`${options.rows} cars, ${options.rounds} rounds of ${options.seconds} s each\n`);
  console.log(markdownTable(["", "tRPC", "REST", "REST / tRPC, time per call"], rows));
} finally {
  load.stop();
  await database.close();
}

/** The ratio is the median of the rounds' ratios: both sides of each were measured within the same few seconds. */
async function compare(url: string, connections: number, trpc: LoadRequest[], rest: LoadRequest[]) {
  const rate = async (requests: LoadRequest[], seconds: number) => {
    const { perSecond, failures } = await load.run({ url, connections, seconds, requests });
    if (failures > 0) throw new Error(`${failures} of ${requests[0]?.path} failed.`);
    return perSecond;
  };
  for (const requests of [trpc, rest]) await rate(requests, 1); // to warm up
  const rounds: { trpc: number; rest: number }[] = [];
  for (let round = 0; round < options.rounds; round++) {
    // Nobody is always the first of a round.
    const first = await rate(round % 2 === 0 ? trpc : rest, options.seconds);
    const second = await rate(round % 2 === 0 ? rest : trpc, options.seconds);
    rounds.push(round % 2 === 0 ? { trpc: first, rest: second } : { trpc: second, rest: first });
  }
  const ratio = median(rounds.map((round) => round.trpc / round.rest));
  const cell = (perSecond: number) => `${Math.round(perSecond)}/s`;
  return [
    cell(median(rounds.map((round) => round.trpc))),
    cell(median(rounds.map((round) => round.rest))),
    `**${ratio.toFixed(2)}**`,
  ];
}
