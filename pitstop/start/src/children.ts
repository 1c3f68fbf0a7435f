import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { developmentOf } from "@pitstop/database/development";
import { isRunning, ownIdentity } from "@pitstop/process";

/** The application that is started. */
const root = process.cwd();
const { dataFolder } = developmentOf({ root });
/** One file per start that runs on this data, named by its process: `4711.json`. */
const records = join(dataFolder, "starts");
const record = join(records, `${process.pid}.json`);
const children = new Set<ChildProcess>();
let isEnding = false;

/** How long a child may take to end by itself, in milliseconds. */
const GRACE = 5_000;

/** A program of the application, by its path from the root, with what it is told. */
export interface Program {
  path: string;
  args?: string[];
  environment: Record<string, string>;
}

/** A program that was started. */
export interface Child {
  /** Settled when it has ended, with the end of what it printed to stderr. */
  readonly ended: Promise<string>;
  /** Ends it: politely, and after a while without asking. */
  stop(): Promise<void>;
}

/**
 * Starts a program in its package's folder. It leads a process group of its own: Ctrl-C reaches this process alone, and
 * what a program starts itself can be ended with it. Throws an Error once everything is being ended: this process
 * would leave it behind.
 */
export function startChild({ path, args = [], environment }: Program): Child {
  if (isEnding) throw new Error("The application is stopping.");
  const [top = "", folder = ""] = path.split("/");
  const child = spawn(process.execPath, [join(root, path), ...args], {
    detached: true,
    cwd: join(root, top, folder),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let printed = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    printed = `${printed}${chunk}`.slice(-KEPT_OUTPUT);
  });
  children.add(child);
  writeRecord();
  const ended = new Promise<string>((resolve) =>
    child.once("close", () => {
      signalGroup(child.pid, "SIGTERM"); // what it started itself goes with it, also when it was killed
      children.delete(child);
      writeRecord();
      resolve(printed);
    }),
  );
  return { ended, stop: () => stopChild(child) };
}

/** How much of a program's errors is kept, in characters. */
const KEPT_OUTPUT = 4_000;

function writeRecord(): void {
  mkdirSync(records, { recursive: true });
  const started: StartRecord = {
    start: ownIdentity(),
    children: [...children].flatMap(({ pid }) => pid ?? []),
  };
  writeFileSync(record, JSON.stringify(started));
}

/** Ends every child, politely, and after a while without asking; no other one starts from here on. */
export async function stopChildren(): Promise<void> {
  isEnding = true;
  await Promise.all([...children].map(stopChild));
  rmSync(record, { force: true });
}

/**
 * Ends what earlier starts on this data left behind when they were killed: of starts that are gone, processes that
 * still run this application's files. Waits until they are gone, and their ports with them.
 */
export async function reapChildren(): Promise<void> {
  for (const file of globSync("*.json", { cwd: records })) {
    const { start, children: left } = readRecord(join(records, file));
    if (isRunning(start)) continue;
    for (const leader of left) {
      while (isGroupOfOurs(leader)) {
        signalGroup(leader, "SIGKILL");
        await pause(10);
      }
    }
    rmSync(join(records, file), { force: true });
  }
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

/** A start by its identity, and the processes that it started. */
interface StartRecord {
  readonly start: string;
  readonly children: readonly number[];
}

function readRecord(file: string): StartRecord {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StartRecord; // our own file
  } catch {
    return { start: "", children: [] };
  }
}

/** A process id may be given again: only a group that runs this application's files is one that we started. */
function isGroupOfOurs(leader: number): boolean {
  const lines = ps("-A", "-o", "pgid=,command=").split("\n");
  return lines.some((line) => Number.parseInt(line, 10) === leader && line.includes(root));
}

function ps(...options: string[]): string {
  try {
    return execFileSync("ps", options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}
