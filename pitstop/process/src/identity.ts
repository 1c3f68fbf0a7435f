import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hasProcessFiles } from "./command.ts";

/**
 * What tells a process from every other, also from a later one that was given the same id: the id with the time it
 * was started. Undefined when no such process runs (a zombie does not).
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform === "win32") return isAlive(pid) ? String(pid) : undefined;
  const { state, started } = hasProcessFiles ? readProcessFile(pid) : askPs(pid);
  return state.startsWith("Z") ? undefined : `${pid} ${started}`;
}

interface StartedProcess {
  /** Begins with Z for a zombie; one that is not there is taken for one. */
  readonly state: string;
  readonly started: string;
}

const gone: StartedProcess = { state: "Z", started: "" };

/** The start is counted from the machine's own, which has a name. See proc_pid_stat(5). */
function readProcessFile(pid: number): StartedProcess {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program comes before, in parentheses that it may contain, too.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    const [state = gone.state, started = ""] = [fields[0], fields[19]];
    return { state, started: `${started} ${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}` };
  } catch {
    return gone;
  }
}

function askPs(pid: number): StartedProcess {
  const { stdout, status } = spawnSync("ps", ["-ww", "-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  const [state = gone.state, ...started] = (stdout ?? "").trim().split(/\s+/);
  return status === 0 ? { state, started: started.join(" ") } : gone;
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
