// @domain car: measures the application on this domain, and goes with it.
// What a page of the list costs at the start, in the middle and at the end of a large table, in every order.
import { openDatabase } from "@app/db";
import { createBenchDatabase } from "./lib/database.ts";
import { fill } from "./lib/fill.ts";
import { type Depth, depths, type Order, orders, type Place, rowAt } from "./lib/keyset/places.ts";
import { readByOffset } from "./lib/keyset/read-by-offset.ts";
import { readPage } from "./lib/keyset/read-page.ts";
import { machine } from "./lib/machine.ts";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rows: 5_000_000, rounds: 51 });
const WARM_UP = 10; // rounds that do not count
const OFFSET_ROUNDS = 3; // one takes seconds

const database = await createBenchDatabase();
const orm = await openDatabase({ url: database.url, statementTimeout: 120_000 });
try {
  await fill(database.url, options.rows);
  const rows: string[][] = [];
  for (const order of orders) {
    rows.push(await measureOrder(order));
    console.error(`${order.by} ${order.direction} done`);
  }
  console.log(await machine(database.url));
  console.log(`${options.rows} cars, pages of 20, medians of ${options.rounds} pages in ms\n`);
  const places = depths.flatMap((depth) => [`${depth} →`, `${depth} ←`]);
  console.log(markdownTable(["sort", ...places, "slowest / fastest", "OFFSET start", "middle", "end"], rows));
} finally {
  await orm.close();
  await database.close();
}

async function measureOrder(order: Order): Promise<string[]> {
  const places: { depth: Depth; row: Place }[] = [];
  for (const depth of depths) {
    places.push({ depth, row: await rowAt(orm.em.fork(), order, depth, options.rows) });
  }
  const times = new Map<string, number[]>();
  // Place by place within a round: what disturbs the machine for a moment disturbs all of them.
  for (let round = -WARM_UP; round < options.rounds; round++) {
    for (const { depth, row } of places) {
      for (const backward of [false, true]) {
        const time = await timed(() => readPage(orm.em.fork(), order, row, backward));
        if (round >= 0)
          times.set(`${depth} ${backward}`, [...(times.get(`${depth} ${backward}`) ?? []), time]);
      }
    }
  }
  const medians = [...times.values()].map(median);
  const ratio = Math.max(...medians) / Math.min(...medians);
  const offsets: number[] = [];
  for (const depth of depths) offsets.push(await offsetTime(order, depth));
  return [
    `${order.by} ${order.direction}`,
    ...medians.map((time) => time.toFixed(2)),
    `**${ratio.toFixed(2)}**`,
    ...offsets.map((time) => time.toFixed(time < 10 ? 2 : 0)),
  ];
}

async function offsetTime(order: Order, depth: Depth): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < OFFSET_ROUNDS; round++) {
    times.push(await timed(() => readByOffset(orm.em.fork(), order, depth, options.rows)));
  }
  return median(times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
