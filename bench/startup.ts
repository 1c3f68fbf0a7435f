// How long the two commands take that a person types all day: `pnpm start` and `pnpm test`.

import { readOptions } from "./lib/options.ts";
import { cloneRepository, timeOfStart, timeOfTest } from "./lib/startup.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rounds: 5 });
const clone = await cloneRepository();
try {
  const firstStart = await timeOfStart(clone.folder);
  const starts = await repeated(() => timeOfStart(clone.folder));
  console.log("`pnpm start` to the first answered request, in seconds\n");
  console.log(markdownTable(["", "first (new database)", "warm"], [rowOf("pnpm start", firstStart, starts)]));
  const firstTest = await timeOfTest(clone.folder);
  const tests = await repeated(() => timeOfTest(clone.folder));
  console.log("\n`pnpm test`, in seconds\n");
  console.log(markdownTable(["", "first", "nothing changed"], [rowOf("pnpm test", firstTest, tests)]));
} finally {
  await clone.remove();
}

async function repeated(measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < options.rounds; round++) times.push(await measure());
  return times;
}

function rowOf(name: string, first: number, times: number[]): string[] {
  return [name, (first / 1000).toFixed(1), (median(times) / 1000).toFixed(2)];
}
