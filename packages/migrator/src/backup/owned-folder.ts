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
import { basename, dirname, join } from "node:path";
import { isRunning, ownIdentity, removePostgres } from "@pitstop/postgres";
import { syncFolder } from "./durable.ts";

/** A backup that is being made or removed, and a shadow: what a killed process leaves of them is cleared. */
const UNFINISHED = ".unfinished-";
const SHADOW = ".shadow-";

/**
 * Beside such a folder stands who owns it, in a file that is there before the folder and goes after it: whenever a
 * process is killed, the folder has its owner.
 */
const OWNER = ".owner";

/** Makes the folder of a backup to be. No other process clears it while this one lives. */
export function beginFolder(parent: string, id: string): string {
  const folder = own(join(parent, `${UNFINISHED}${id}`));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Makes the folder of a shadow. The account of its server passes through it; the data within is its alone. */
export function beginShadow(parent: string): string {
  const folder = own(join(parent, `${SHADOW}${process.pid}-${Date.now()}`));
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}

function own(folder: string): string {
  mkdirSync(dirname(folder), { recursive: true });
  const owner = JSON.stringify({ host: hostname(), process: ownIdentity() });
  writeFileSync(`${folder}${OWNER}`, owner, { mode: 0o600 });
  return folder;
}

/** Gives a complete folder its name, all at once. */
export function finishFolder(unfinished: string, finished: string): void {
  syncFolder(unfinished);
  renameSync(unfinished, finished);
  rmSync(`${unfinished}${OWNER}`, { force: true });
  syncFolder(dirname(finished));
}

/** Removes a folder that was begun, with the server where it is a shadow's. */
export async function discard(folder: string): Promise<void> {
  if (basename(folder).startsWith(SHADOW)) await removePostgres(folder);
  // A pg_dump that outlived its master may still be writing.
  else rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  rmSync(`${folder}${OWNER}`, { force: true });
}

/** Removes a finished backup. Its name goes first, so that what is half removed is no backup any more. */
export async function removeFolder(parent: string, id: string): Promise<void> {
  const doomed = own(join(parent, `${UNFINISHED}removed-${id}-${process.pid}`));
  renameSync(join(parent, id), doomed);
  await discard(doomed);
}

/** Clears what processes that are gone left half-made. */
export async function removeAbandoned(parent: string): Promise<void> {
  if (!existsSync(parent)) return;
  const owners = readdirSync(parent).filter(
    (name) => (name.startsWith(UNFINISHED) || name.startsWith(SHADOW)) && name.endsWith(OWNER),
  );
  for (const name of owners.filter((owner) => isAbandoned(join(parent, owner)))) {
    await discard(join(parent, name.slice(0, -OWNER.length)));
  }
}

const MINUTE = 60_000;

function isAbandoned(owner: string): boolean {
  try {
    const { host, process } = JSON.parse(readFileSync(owner, "utf8")) as { host: string; process: string }; // ours
    // Whether a process of another machine lives cannot be known here.
    return host === hostname() && !isRunning(process);
  } catch {
    // Empty for the moment in which it is written.
    const stat = statSync(owner, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > MINUTE;
  }
}
