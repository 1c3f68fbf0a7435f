import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Whether this system shows its processes as files. They need no program, which small images lack. */
export const hasProcessFiles = existsSync("/proc/self/stat");

/** The command line of a running process. Undefined where there is no such process. Not for Windows. */
export function commandOf(pid: number): string | undefined {
  try {
    if (hasProcessFiles) return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    // ps cuts its lines where COLUMNS says so, unless it is told not to.
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return undefined;
  }
}
