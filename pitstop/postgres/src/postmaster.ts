import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { commandOf, isAlive } from "@pitstop/process";

/** What a server writes of itself into postmaster.pid (src/include/miscadmin.h: the lines of the lock file). */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** The server that runs on a data folder. A file left by a killed one is removed; undefined then. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const file = join(data, "postmaster.pid");
  const lines = readLines(file);
  if (!lines) return undefined;
  const pid = Number(lines[0]);
  if (pid > 0 && isAlive(pid) && isPostgresOn(pid, data)) {
    return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
  }
  if (!isBeingWritten(file, lines)) rmSync(file, { force: true });
  return undefined;
}

const WRITING = 10_000;

/** A server makes the file first and writes into it then; one without its file ends itself a minute later. */
function isBeingWritten(file: string, lines: readonly string[]): boolean {
  const { mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return lines.length < 2 && Date.now() - mtimeMs < WRITING;
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/** A process id is given again after a crash or a reboot: only a postgres that names this folder is the server. */
function isPostgresOn(pid: number, data: string): boolean {
  if (process.platform === "win32") return true;
  const command = commandOf(pid) ?? "";
  return command.includes("postgres") && command.includes(data);
}
