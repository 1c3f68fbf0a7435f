import { chmodSync, existsSync, mkdtempSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "@pitstop/process";
import { homeOf } from "./home.ts";
import { serversIn } from "./orphans.ts";
import { removeWithServers, type TemporaryFolder } from "./temporary-folder.ts";
import { hasUsers } from "./users.ts";

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
    return { path, remove: () => removeWithServers(path) };
  } catch {
    return undefined; // not ours to write to
  }
}

/**
 * What runs that were killed left, with their servers: memory does not come back by itself before the machine starts anew.
 */
function removeLeftovers(): void {
  for (const name of readdirSync(MEMORY)) {
    const [, owner] = /^pitstop-(\d+)-/.exec(name) ?? [];
    if (owner === undefined || isAlive(Number(owner)) || isUsed(join(MEMORY, name))) continue;
    removeWithServers(join(MEMORY, name));
  }
}

/** Whether a living process uses a server whose data is somewhere in this folder. */
function isUsed(folder: string): boolean {
  try {
    return serversIn(folder).some(({ home }) => hasUsers(homeOf(home)));
  } catch {
    return true; // somebody else's, or about to go
  }
}
