import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";

/** A process of its own that runs this TypeScript, to be killed by a test; `process.argv[1]` is the first argument. */
export function spawnScript(
  script: string,
  args: readonly string[],
): ChildProcessByStdio<null, Readable, null> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script, "--", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/**
 * Runs the script and kills it, the hard way, at a moment that counts from its first output. False where it was over
 * by then; the signal tells the moment that nobody waits for it any more.
 */
export async function killScript(
  script: string,
  args: readonly string[],
  moment: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const child = spawnScript(script, args);
  const exit = once(child, "exit");
  await Promise.race([exit, once(child.stdout, "data")]);
  const over = new AbortController();
  await Promise.race([exit, moment(over.signal)]);
  over.abort();
  child.kill("SIGKILL");
  const [, signal] = await exit;
  return signal === "SIGKILL";
}
