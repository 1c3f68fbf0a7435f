import { styleText } from "node:util";
import { CliError, type ExitCode, exitCodes } from "../errors.ts";
import { aloud, type During, printBeside, silently, spinning } from "./during.ts";

/** Where a command speaks: people's words go to stderr, so that stdout is for what a program reads. */
export interface Output {
  readonly isJson: boolean;
  /** For people; nothing with --json. */
  say(text: string): void;
  /** Does work as a stage that people are told of; with --json, they aren't. */
  during: During;
  /** The same for what ends with its own output: only a person at a terminal is told. */
  waiting: During;
  /** For programs: with --json this value, and otherwise these lines. */
  answer(value: unknown, lines: string): void;
}

export function output(isJson: boolean): Output {
  return {
    isJson,
    say: (text) => {
      if (!isJson) printBeside(`${text}\n`);
    },
    during: isJson ? silently : aloud,
    waiting: isJson ? silently : spinning,
    answer: (value, lines) => {
      const text = isJson ? JSON.stringify(value, null, 2) : lines;
      if (text !== "") process.stdout.write(`${text}\n`);
    },
  };
}

/** Prints an error and gives what the shell is answered with. */
export async function tellError(error: unknown, isJson: boolean): Promise<ExitCode> {
  const { code, message, hint } = isKnown(error) ? error : await explained(error);
  if (isJson) process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
  else process.stderr.write(`${styleText("red", message)}\n${hint} (${code})\n`);
  return error instanceof CliError ? error.exitCode : exitCodes.failed;
}

/** What the database or the system said, for people. */
async function explained(error: unknown): Promise<{ code: string; message: string; hint: string }> {
  const { explainedError } = await import("@pitstop/migrator");
  return explainedError(error);
}

/** An error of any of our packages: each has a stable code and says what to do. They are not loaded to look at one. */
function isKnown(error: unknown): error is Error & { code: string; hint: string } {
  if (!(error instanceof Error && "code" in error && "hint" in error)) return false;
  return typeof error.code === "string" && typeof error.hint === "string";
}
