// One copy of the workspace is built and migrated for a whole run of tests; all others begin where it is.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject, onTestFinished } from "vitest";
import { typeCheck } from "../apply/type-check.ts";
import { PitstopCopy } from "./pitstop.ts";

export const READY = "ready.json";

/** Where it is, once it is ready. */
export interface ReadyCopy {
  readonly root: string;
  readonly data: string;
}

/** A copy that was built and migrated, with 3 categories and 30 cars, for all tests of a file. Remove it in the end. */
export async function prepareCopy(): Promise<PitstopCopy> {
  const copy = new PitstopCopy();
  await copy.beginAs(await preparedCopy());
  return copy;
}

/** The same for one test. */
export async function testCopy(): Promise<PitstopCopy> {
  const copy = await prepareCopy();
  onTestFinished(() => copy.remove());
  return copy;
}

/** Prepares it, or waits for who does. */
async function preparedCopy(): Promise<ReadyCopy> {
  const folder = inject("preparedFolder");
  const ready = join(folder, READY);
  if (isFirst(folder)) {
    const copy = new PitstopCopy(join(folder, "data"));
    await prepare(copy);
    writeFileSync(`${ready}.part`, JSON.stringify({ root: copy.root, data: copy.data }));
    renameSync(`${ready}.part`, ready);
  }
  // The test's own timeout ends a wait that is in vain.
  while (!existsSync(ready)) await pause(100);
  return JSON.parse(readFileSync(ready, "utf8")) as ReadyCopy; // written above
}

/** Only one of all test files can make the folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, "preparing"));
    return true;
  } catch {
    return false;
  }
}

/** Builds and migrates a copy, and gives it its first rows. */
async function prepare(copy: PitstopCopy): Promise<void> {
  const up = await copy.run("packages/db", "packages/db/src/scripts/mikro-orm.ts", ["migration:up"]).ended;
  if (up.status !== 0) throw new Error(up.stdout + up.stderr);
  await copy.query(`insert into categories (name) values ('A'), ('B'), ('C')`);
  await copy.query(
    "insert into cars (name, color, category_id) select 'Car ' || i, case when i % 3 > 0 then 'c' || i end, 1 + i % 3 from generate_series(1, 30) i",
  );
  // The contract of these domains.
  const contract = await copy.run("packages/api", "packages/api/src/scripts/contract.ts", ["--write"]).ended;
  if (contract.status !== 0) throw new Error(contract.stderr);
  await typeCheck(copy.root);
}
