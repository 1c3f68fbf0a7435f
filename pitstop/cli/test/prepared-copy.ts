// One copy of the workspace is built and migrated for a whole run of tests; all others begin where it is.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject, onTestFinished } from "vitest";
import { typeCheck } from "../src/apply/type-check.ts";
import { PitstopCopy } from "./pitstop.ts";

const READY = "ready.json";

const isLong = process.env.PITSTOP_LONG === "1";

/** What a test needs of its copy. */
interface Needs {
  /** Whether its server runs all the time; otherwise every command starts and stops it, as it does for people. */
  readonly keepsServer?: boolean;
  /**
   * Whether migrations are backed up and rehearsed. A test that isn't about them leaves them out, and with them a third
   * of what an operation takes; in the long form they run everywhere.
   */
  readonly isRehearsed?: boolean;
}

/** Where it is, once it is ready. */
interface ReadyCopy {
  readonly root: string;
  readonly data: string;
}

/** Why there is none. */
interface FailedCopy {
  readonly failure: string;
}

/**
 * A copy that was built and migrated, with 3 categories and 30 cars, for all tests of a file. Remove it in the end.
 */
export async function prepareCopy({
  keepsServer = true,
  isRehearsed = true,
}: Needs = {}): Promise<PitstopCopy> {
  const environment = isRehearsed || isLong ? {} : { PITSTOP_WITHOUT: "backup,rehearsal" };
  const copy = new PitstopCopy(undefined, environment);
  await copy.beginAs(await preparedCopy());
  if (keepsServer) await copy.keepServer();
  return copy;
}

/** The same for one test. */
export async function testCopy(needs: Needs = {}): Promise<PitstopCopy> {
  const copy = await prepareCopy(needs);
  onTestFinished(() => copy.remove());
  return copy;
}

/** Prepares it, or waits for who does. */
async function preparedCopy(): Promise<ReadyCopy> {
  const folder = inject("preparedFolder");
  const ready = join(folder, READY);
  if (isFirst(folder)) await prepareFirst(folder, ready);
  while (!existsSync(ready)) await pause(100);
  const prepared = JSON.parse(readFileSync(ready, "utf8")) as ReadyCopy | FailedCopy; // written by prepareFirst
  if ("failure" in prepared) throw new Error(`The copy for all tests was not prepared: ${prepared.failure}`);
  return prepared;
}

/** Prepares it. Those that wait are told of a failure, too: each would wait until its own timeout. */
async function prepareFirst(folder: string, ready: string): Promise<void> {
  const answer = (of: ReadyCopy | FailedCopy) => {
    writeFileSync(`${ready}.part`, JSON.stringify(of));
    renameSync(`${ready}.part`, ready);
  };
  try {
    const copy = new PitstopCopy(join(folder, "data"));
    await prepare(copy);
    answer({ root: copy.root, data: copy.data });
  } catch (error) {
    answer({ failure: String(error) });
  }
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
