import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const record = join(root, ".pitstop/children.json");
const children: ChildProcess[] = [];

/** How long a child may take to end by itself, in milliseconds. */
const GRACE = 5_000;

/** A program of the repository, by its path from the root, with what it is told. */
export interface Program {
  path: string;
  args?: string[];
  nodeOptions?: string[];
  environment: Record<string, string>;
}

/**
 * Starts a program in its package's folder; `onExit` is called when it ends. It leads a process group of its own:
 * Ctrl-C reaches this process alone, and what a program starts itself can be ended with it.
 */
export function startChild(
  { path, args = [], nodeOptions = [], environment }: Program,
  onExit: () => void,
): void {
  const [top = "", folder = ""] = path.split("/");
  const child = spawn(process.execPath, [...nodeOptions, join(root, path), ...args], {
    detached: true,
    cwd: join(root, top, folder),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  child.once("exit", onExit);
  children.push(child);
  mkdirSync(join(root, ".pitstop"), { recursive: true });
  writeFileSync(record, JSON.stringify({ starter: process.pid, children: children.map(({ pid }) => pid) }));
}

/** Ends every child: politely, and after a while without asking. */
export async function stopChildren(): Promise<void> {
  await Promise.all(children.map(stopChild));
  rmSync(record, { force: true });
}

/** Ends what an earlier start left behind when it was killed; only processes that still run this repository's files. */
export function reapChildren(): void {
  const { starter, pids } = readRecord();
  if (starter !== undefined && commandOf(starter).includes("scripts/start.ts")) return;
  for (const pid of pids) {
    if (commandOf(pid).includes(root)) signalGroup(pid, "SIGKILL");
  }
  rmSync(record, { force: true });
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const deadline = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE);
    child.once("exit", () => {
      clearTimeout(deadline);
      resolve();
    });
    signalGroup(child.pid, "SIGTERM");
  });
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === "win32" ? leader : -leader, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

function readRecord(): { starter?: number; pids: number[] } {
  try {
    const { starter, children: pids } = JSON.parse(readFileSync(record, "utf8")) as {
      starter: number;
      children: number[];
    }; // our own file
    return { starter, pids };
  } catch {
    return { pids: [] };
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}
