import { spawn } from "node:child_process";
import { join } from "node:path";

export interface ChildResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a TypeScript file of the workspace in a process of its own, in the folder of its package: after an edit, this
 * process still knows the code of before. `show` passes its words for people on.
 */
export function runInWorkspace(
  root: string,
  file: string,
  args: readonly string[],
  { show = false, environment = {} }: { show?: boolean; environment?: Record<string, string> } = {},
): Promise<ChildResult> {
  const packageFolder = join(root, ...file.split("/").slice(0, 2));
  return runProgram(packageFolder, process.execPath, [join(root, file), ...args], { show, environment });
}

/** The same for another program. */
export function runProgram(
  cwd: string,
  program: string,
  args: readonly string[],
  { show = false, environment = {} }: { show?: boolean; environment?: Record<string, string> } = {},
): Promise<ChildResult> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    if (show) process.stderr.write(chunk);
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
