import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning, ownIdentity } from "@pitstop/process";
import { RefusedError } from "../errors.ts";
import { historyFolder } from "./history-folder.ts";

/**
 * Works while no other command changes this workspace. The lock of a command that was killed is taken over. Throws
 * RefusedError WORKSPACE_BUSY.
 */
export async function withWorkspaceLock<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  const file = join(historyFolder(root), "lock");
  const release = () => rmSync(file, { force: true });
  acquire(file);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Whether a command that still runs is changing this workspace. */
export function isWorkspaceBusy(root: string): boolean {
  const file = join(historyFolder(root), "lock");
  return existsSync(file) && isRunning(readFileSync(file, "utf8"));
}

function acquire(file: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, ownIdentity());
  try {
    if (existsSync(file) && !isRunning(readFileSync(file, "utf8"))) rmSync(file, { force: true });
    linkSync(own, file);
  } catch {
    throw new RefusedError(
      "WORKSPACE_BUSY",
      `Another command is changing this workspace (process ${Number.parseInt(readFileSync(file, "utf8"), 10)}).`,
      "Wait until it is done, then run the command again.",
    );
  } finally {
    rmSync(own, { force: true });
  }
}
