import { readdirSync, readFileSync } from "node:fs";

/** Of proc_pid_stat(5): the kernel counts in hundredths of a second on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * The seconds of processor time that processes, what they started and what of that has ended have taken so far. On a
 * machine that does something else as well, it says more than the clock. Undefined where the kernel doesn't tell.
 */
export function processorTime(roots: readonly number[]): number | undefined {
  if (process.platform !== "linux") return undefined;
  const running = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(name)),
  );
  const isBelow = (pid: number): boolean => {
    const parent = running.get(pid)?.parent;
    return roots.includes(pid) || (parent !== undefined && isBelow(parent));
  };
  const ticks = [...running].flatMap(([pid, found]) => (isBelow(pid) ? [found.ticks] : []));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

interface Running {
  readonly parent: number;
  /** Its own, and those of its children that have ended. */
  readonly ticks: number;
}

function readProcess(name: string): [number, Running][] {
  try {
    const line = readFileSync(`/proc/${name}/stat`, "utf8");
    // The name of the program comes before, in parentheses that it may contain, too.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
    return [[Number(name), { parent: Number(fields[1]), ticks }]];
  } catch {
    return []; // it has just ended
  }
}
