import { spawn } from "node:child_process";
import { join } from "node:path";
import { printBeside } from "../output/during.ts";
import { siblingScript } from "./sibling-script.ts";

export interface ChildResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a TypeScript file of the workspace in a process of its own, in the folder of its package: after an edit, this
 * process still knows the older code. `show` passes its words for people on.
 */
export function runInWorkspace(
  root: string,
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ChildResult> {
  return runProgram(packageFolder(root, file), process.execPath, [join(root, file), ...args], options);
}

/** The folder of the package that a file of the workspace is in. */
export const packageFolder = (root: string, file: string): string =>
  join(root, ...file.split("/").slice(0, 2));

/** The same for a script of this tool, in the folder of the file that asks for it (`import.meta.filename`). */
export function runOwnScript(
  root: string,
  asking: string,
  name: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ChildResult> {
  return runProgram(root, process.execPath, [siblingScript(asking, name), ...args], options);
}

export interface RunOptions {
  readonly show?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it is told on its input, when it is known; where that fails, the input ends, and so do its words for people. */
  readonly input?: Promise<string>;
}

/** The same for another program. */
export function runProgram(
  cwd: string,
  program: string,
  args: readonly string[],
  { show = false, environment = {}, input }: RunOptions = {},
): Promise<ChildResult> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let isShown = show;
  child.stdin.on("error", () => undefined); // it has ended, and its status says why
  (input ?? Promise.resolve("")).then(
    (text) => child.stdin.end(text),
    () => {
      isShown = false;
      child.stdin.end();
    },
  );
  let stdout = "";
  let stderr = "";
  // A chunk may end within a letter.
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8");
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    if (isShown) printBeside(String(chunk));
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status: status ?? 1, stdout, stderr }));
  });
}

/** Runs a program at this terminal, which it has to itself, and gives its exit code. */
export function handOver(
  cwd: string,
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number> {
  const child = spawn(program, args, { cwd, stdio: "inherit", env: { ...process.env, ...environment } });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
}
