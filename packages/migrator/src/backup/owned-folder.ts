import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning, ownIdentity, removePostgres } from "@pitstop/postgres";
import { syncFolder } from "./durable.ts";

/** A backup that is being made or removed, and a shadow: what a killed process leaves of them is cleared. */
const UNFINISHED = ".unfinished-";
const SHADOW = ".shadow-";

/** Within such a folder, until it is finished. */
export const OWNER = "owner";

/** Makes the folder of a backup to be. No other process clears it while this one lives. */
export const beginFolder = (parent: string, id: string): string =>
  begin(join(parent, `${UNFINISHED}${id}`), 0o700);

/** Makes the folder of a shadow. The account of its server passes through it; the data within is its alone. */
export const beginShadow = (parent: string): string =>
  begin(join(parent, `${SHADOW}${process.pid}-${Date.now()}`), 0o755);

function begin(folder: string, mode: number): string {
  mkdirSync(join(folder, ".."), { recursive: true });
  mkdirSync(folder, { mode });
  writeFileSync(join(folder, OWNER), JSON.stringify({ host: hostname(), process: ownIdentity() }));
  return folder;
}

/** Gives a complete folder its name, all at once. */
export function finishFolder(unfinished: string, finished: string): void {
  rmSync(join(unfinished, OWNER));
  syncFolder(unfinished);
  renameSync(unfinished, finished);
  syncFolder(join(finished, ".."));
}

/** Takes the name away first, so that what is half removed is no backup any more. */
export function removeFolder(parent: string, id: string): void {
  const doomed = join(parent, `${UNFINISHED}removed-${id}-${process.pid}`);
  renameSync(join(parent, id), doomed);
  rmSync(doomed, { recursive: true, force: true, maxRetries: 5 });
}

/** Clears what processes that are gone left half-made. */
export async function removeAbandoned(parent: string): Promise<void> {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (name.startsWith(UNFINISHED) && isAbandoned(folder)) {
      // A pg_dump that outlived its master may still be writing.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    } else if (name.startsWith(SHADOW) && isAbandoned(folder)) {
      await removePostgres(folder);
    }
  }
}

const HOUR = 3_600_000;

function isAbandoned(folder: string): boolean {
  try {
    const owner = JSON.parse(readFileSync(join(folder, OWNER), "utf8")) as { host: string; process: string }; // ours
    // Whether a process of another machine lives cannot be known here.
    return owner.host === hostname() && !isRunning(owner.process);
  } catch {
    // Without an owner for the moment in which it is made, renamed or removed.
    const stat = statSync(folder, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > HOUR;
  }
}
