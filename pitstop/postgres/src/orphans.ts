import { readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/**
 * Ends the processes that a killed server left on its data folder. They end by themselves, but one that is busy with
 * the disk takes its time, and until then no other server may use the folder. Only for a folder without a running
 * server: PostgreSQL's own advice for "pre-existing shared memory block is still in use". Known on Linux alone.
 */
export function endOrphans(data: string): void {
  if (process.platform !== "linux") return;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (isServerProcessOn(pid, data)) endNow(Number(pid));
  }
}

/** Every process of a server works in its data folder. */
function isServerProcessOn(pid: string, data: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === data && basename(readlinkSync(`/proc/${pid}/exe`)) === "postgres"
    );
  } catch {
    return false; // another account's process, or one that just ended
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
