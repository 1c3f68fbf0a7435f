import { type SpawnOptions, spawn } from "node:child_process";

const KEPT = 64 * 1024;

export interface ProgramEnd {
  /** Null where a signal ended it. */
  readonly status: number | null;
  /** The end of what it wrote to its standard error. */
  readonly messages: string;
}

/** Runs a program to its end. Rejects when it cannot be started, and when the signal ends it. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  options: Pick<SpawnOptions, "env" | "signal" | "shell" | "cwd">,
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let messages = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      messages = (messages + text).slice(-KEPT);
    });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, messages: messages.trim() }));
  });
}
