import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, ownIdentity } from "@pitstop/process";

/** Runs `work` while no other process works on the same lock file. The lock of a process that died is taken over. */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (!acquire(file)) {
    removeStale(file);
    await pause(20);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Linking a written file makes the lock and its content appear at once: nobody ever sees an empty one. */
function acquire(file: string): boolean {
  const own = ownFile(file);
  writeFileSync(own, ownIdentity());
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Takes a dead process's lock away; one that a living process made in the meantime is put back. */
function removeStale(file: string): void {
  const own = ownFile(file);
  try {
    if (isRunning(readFileSync(file, "utf8"))) return;
    renameSync(file, own);
    if (isRunning(readFileSync(own, "utf8"))) linkSync(own, file);
  } catch {
    // Somebody else was faster.
  } finally {
    rmSync(own, { force: true });
  }
}

const ownFile = (file: string): string => `${file}.${process.pid}-${randomUUID()}`;
