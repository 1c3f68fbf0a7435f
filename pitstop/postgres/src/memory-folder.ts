import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "@pitstop/process";
import type { TemporaryFolder } from "./temporary-folder.ts";

/** Linux keeps what is written here in memory; containers often have a small one. */
const MEMORY = "/dev/shm";

/** In bytes: what the test databases of a large workspace take, several times over. */
const ROOM = 2 * 2 ** 30;

/**
 * A folder in memory for one run, where the machine has one with room to spare: making a server and cloning databases
 * writes thousands of small files, and a server for tests keeps none of them. Undefined elsewhere.
 */
export function memoryFolder(): TemporaryFolder | undefined {
  if (process.platform !== "linux" || !existsSync(MEMORY)) return undefined;
  removeLeftovers();
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM) return undefined;
  try {
    const path = mkdtempSync(join(MEMORY, `pitstop-${process.pid}-`));
    chmodSync(path, 0o755);
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch {
    return undefined; // not ours to write to
  }
}

/** What runs that were killed left: memory does not come back by itself before the machine starts anew. */
function removeLeftovers(): void {
  for (const name of readdirSync(MEMORY)) {
    const [, owner] = /^pitstop-(\d+)-/.exec(name) ?? [];
    if (owner === undefined || isAlive(Number(owner)) || isServed(join(MEMORY, name))) continue;
    rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

/** Whether a server still runs on a data folder somewhere in this folder. */
function isServed(folder: string): boolean {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("postmaster.pid"))
      .some((path) => isAlive(Number.parseInt(readFileSync(join(folder, path), "utf8"), 10)));
  } catch {
    return true; // somebody else's, or about to go
  }
}
