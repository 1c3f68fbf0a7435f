import { errorJson, errorText } from "@pitstop/errors";
import { outliveReader, usageMessage } from "@pitstop/process";
import { Command, CommanderError } from "commander";
import { explainedError } from "../explained.ts";
import { isReported } from "../pipeline.ts";
import { UsageError } from "./usage-error.ts";

/** A command as each of ours is: a line for the list of commands, and errors that are thrown with a hint. */
export function command(name: string, summary: string, description = summary): Command {
  const made = new Command(name)
    .summary(summary)
    .description(description)
    .helpOption("-h, --help", "show this help")
    .configureOutput({ writeErr: () => undefined });
  return made.exitOverride((error) => {
    throw usageErrorOf(error, made);
  });
}

/** Adds examples that work to a command's help, each with what it does. */
export function withExamples(
  made: Command,
  examples: readonly (readonly [command: string, what: string])[],
): Command {
  const lines = examples.flatMap(([typed, what]) => [`  ${typed}`, `      ${what}`]);
  return made.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

/** What commander found, as an error with a hint. Help that was asked for is no error. */
function usageErrorOf(error: CommanderError, made: Command): Error {
  if (error.exitCode === 0 || error.code === "commander.help") return error;
  return new UsageError(usageMessage(error.message), hintFor(error, made));
}

function hintFor({ code, message }: CommanderError, made: Command): string {
  const names = [...made.options.map(({ long }) => long), "--help"].join(", ");
  if (code === "commander.unknownOption") return `The options are: ${names}.`;
  const option = made.options.find(({ flags }) => message.includes(`'${flags}'`));
  if (code === "commander.optionMissingArgument" && option)
    return `Pass ${option.flags}: ${option.description}.`;
  return `Usage: ${made.createHelp().commandUsage(made)}`;
}

/**
 * Runs a program with commands. A failure is printed as what happened, what to do and its code, and ends the process with
 * 1. A command line or a setting that can't be right ends it with 2. With `--json` the failure is JSON on stdout.
 *
 * @example
 * const program = command("shop-database", "").addCommand(backupCommand(context));
 * await runProgram(program, process.argv.slice(2));
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  outliveReader();
  await explained(async () => {
    try {
      await program.parseAsync([...args], { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return;
      // No command is named.
      process.stderr.write(program.helpInformation());
      process.exitCode = 2;
    }
  });
}

/** Does the work, and prints why it failed: for a person, or with --json for a program on stdout. */
export async function explained(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const told = explainedError(error);
    if (!process.argv.includes("--json")) process.stderr.write(errorText(told));
    // A report has its failure in it, and stdout is one document.
    else if (!isReported(error)) process.stdout.write(errorJson(told));
    process.exitCode = ["USAGE", "SETTINGS_INVALID"].includes(told.code) ? 2 : 1;
  }
}
