import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Runs `work` while no other process works on the same lock file. The lock of a process that died is taken over. */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (!acquire(file)) {
    if (isStale(file)) rmSync(file, { force: true });
    else await pause(20);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function acquire(file: string): boolean {
  try {
    const descriptor = openSync(file, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Unreadable for a moment means that its owner is just writing it. */
function isStale(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}
