import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isRunning, ownIdentity } from "@pitstop/process";
import { syncFolder } from "./durable.ts";
import { embeddedServer } from "./embedded-server.ts";

/** A backup that is being made or removed, and a shadow: what a killed process leaves of them is cleared. */
const UNFINISHED = ".unfinished-";
const SHADOW = ".shadow-";

/**
 * Beside such a folder stands who owns it, as the name of a file that is there before the folder and goes after it:
 * whenever a process is killed, the folder has its owner. A name is there at once; contents would be empty for a moment.
 */
const OWNER = ".owner-";

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
  const parent = dirname(folder);
  // A new folder in somebody's repository: what is in a backup belongs into no commit.
  if (mkdirSync(parent, { recursive: true }) !== undefined) writeFileSync(join(parent, ".gitignore"), "*\n");
  writeFileSync(ownerFile(folder), "", { mode: 0o600 });
  return folder;
}

/** The file that says that a folder is this process's. */
const ownerFile = (folder: string): string =>
  `${folder}${OWNER}${Buffer.from(JSON.stringify([hostname(), ownIdentity()])).toString("base64url")}`;

/** Gives a complete folder its name, all at once. */
export function finishFolder(unfinished: string, finished: string): void {
  syncFolder(unfinished);
  renameSync(unfinished, finished);
  rmSync(ownerFile(unfinished), { force: true });
  syncFolder(dirname(finished));
}

/** Removes a folder that was begun, with the server where it is a shadow's. */
export async function discard(folder: string, owner = ownerFile(folder)): Promise<void> {
  if (basename(folder).startsWith(SHADOW)) await (await embeddedServer()).removePostgres(folder);
  // A pg_dump that outlived its master may still be writing.
  else rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  rmSync(owner, { force: true });
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
    (name) => (name.startsWith(UNFINISHED) || name.startsWith(SHADOW)) && name.includes(OWNER),
  );
  for (const name of owners.filter(isAbandoned)) {
    await discard(join(parent, name.slice(0, name.lastIndexOf(OWNER))), join(parent, name));
  }
}

function isAbandoned(owner: string): boolean {
  const encoded = owner.slice(owner.lastIndexOf(OWNER) + OWNER.length);
  const [host, process] = JSON.parse(Buffer.from(encoded, "base64url").toString()) as [string, string]; // ours
  // Whether a process of another machine lives cannot be known here.
  return host === hostname() && !isRunning(process);
}
