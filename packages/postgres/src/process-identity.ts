import { spawnSync } from "node:child_process";

/**
 * What tells a process from every other, also from a later one that was given the same id: the id with the time it
 * was started. Undefined when no such process runs (a zombie does not).
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform === "win32") return isAlive(pid) ? String(pid) : undefined;
  const { stdout, status } = spawnSync("ps", ["-ww", "-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  const [state = "Z", ...started] = (stdout ?? "").trim().split(/\s+/);
  return status !== 0 || state.startsWith("Z") ? undefined : `${pid} ${started.join(" ")}`;
}

/** Whether the process with this identity still runs. */
export function isRunning(identity: string): boolean {
  return processIdentity(Number.parseInt(identity, 10)) === identity;
}

let own: string | undefined;

/** The identity of this process. */
export function ownIdentity(): string {
  own ??= processIdentity(process.pid) ?? String(process.pid);
  return own;
}

/** Whether a process has this id, whichever it is; a zombie counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
