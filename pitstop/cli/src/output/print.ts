import { styleText } from "node:util";
import { errorJson, errorText, PitstopError, type PrintedError } from "@pitstop/errors";
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
export async function printError(error: unknown, isJson: boolean): Promise<ExitCode> {
  const { code, message, hint } = error instanceof PitstopError ? error : await explained(error);
  if (isJson) process.stdout.write(errorJson({ code, message, hint }));
  else process.stderr.write(errorText({ code, message: styleText("red", message), hint }));
  return error instanceof CliError ? error.exitCode : exitCodes.failed;
}

/** What the database or the system said, for people. */
async function explained(error: unknown): Promise<PrintedError> {
  const { explainedError } = await import("@pitstop/migrator");
  return explainedError(error);
}
