import { readdirSync, readlinkSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { processIdentity } from "@pitstop/process";
import { type Postmaster, runningPostmaster } from "./postmaster.ts";

/**
 * Ends the processes that killed servers left on data in a folder. They end by themselves, but one that is busy with
 * the disk takes its time, and until then no other server may use the data. Only for a folder without a running server:
 * PostgreSQL's own advice for "pre-existing shared memory block is still in use". Known on Linux alone.
 */
export function endOrphans(folder: string): void {
  if (process.platform !== "linux") return;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (isServerProcessIn(pid, folder)) signal(Number(pid), "SIGKILL");
  }
}

/**
 * Ends every server whose data is somewhere in a folder that is about to be removed, whoever started it, and waits until
 * they are gone. They give back their shared memory, and nothing else is kept.
 */
export function endServersIn(folder: string): void {
  const running = serversIn(folder).map(({ postmaster }) => postmaster);
  // "Immediate" shutdown: a server that is killed leaves its shared memory to the machine.
  for (const { pid } of running) signal(pid, "SIGQUIT");
  for (const { pid } of running) waitForEnd(pid);
  endOrphans(folder);
}

/** The servers that run on data somewhere in a folder, with the homes that they are of. */
export const serversIn = (folder: string): { home: string; postmaster: Postmaster }[] =>
  dataFoldersIn(folder).flatMap((data) => {
    const postmaster = runningPostmaster(data);
    return postmaster ? [{ home: dirname(data), postmaster }] : [];
  });

function dataFoldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === "PG_VERSION")) return [folder];
  return entries.flatMap((entry) => (entry.isDirectory() ? dataFoldersIn(join(folder, entry.name)) : []));
}

/** In milliseconds: PostgreSQL kills its own processes after five seconds. */
const LONGEST_END = 10_000;

function waitForEnd(pid: number): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const end = performance.now() + LONGEST_END;
  while (processIdentity(pid) !== undefined && performance.now() < end) Atomics.wait(sleeper, 0, 0, 5);
}

/** Every process of a server works in its data folder. */
function isServerProcessIn(pid: string, folder: string): boolean {
  try {
    const place = readlinkSync(`/proc/${pid}/cwd`);
    const isInFolder = place === folder || place.startsWith(`${folder}${sep}`);
    return isInFolder && basename(readlinkSync(`/proc/${pid}/exe`)) === "postgres";
  } catch {
    return false; // another account's process, or one that just ended
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
