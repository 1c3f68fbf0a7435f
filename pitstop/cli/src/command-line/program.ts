import { usageMessage } from "@pitstop/process";
import { CommanderError, Command as Program } from "commander";
import { commands } from "../commands/index.ts";
import { completing } from "../completion/complete.ts";
import { CommandEnd, type ExitCode, exitCodes, UsageError } from "../errors.ts";
import { refuseConflictMarkers } from "../merge/conflict-markers.ts";
import { operations } from "../operations/index.ts";
import { printError } from "../output/print.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { type Command, isPassedThrough, type PassedThrough } from "./command.ts";
import { type Context, contextOf } from "./context.ts";
import { addOperation } from "./operation-command.ts";
import { passedThrough, passThrough } from "./pass-through.ts";

/**
 * Runs a command line on the workspace at `root` and gives what the shell is answered with. Without a workspace, only
 * what needs none is done: help and completion.
 */
export async function run(words: readonly string[], root: string | undefined): Promise<ExitCode> {
  const isJson = words.includes("--json");
  const context = contextOf(root, isJson, words.includes("--yes"));
  try {
    const passed = passedThrough(words);
    if (passed) await passThrough(passed, context);
    else await build(context).parseAsync(words, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommandEnd) return error.exitCode;
    if (!(error instanceof CommanderError)) return await printError(error, isJson);
    if (error.exitCode === 0) return exitCodes.done;
    // `pitstop` alone has shown its help.
    if (error.code === "commander.help") return exitCodes.usage;
    return await printError(notUnderstood(error, words), isJson);
  }
}

/** What the parser says of a line that it cannot read, in the form of every other error. */
function notUnderstood({ message }: CommanderError, words: readonly string[]): UsageError {
  const [, ...suggestions] = message.split("\n");
  const known = words.find((word) => operations.has(word) || commands.some(({ name }) => name === word));
  return new UsageError(
    "COMMAND_LINE",
    usageMessage(message),
    [
      ...suggestions,
      `\`${["pitstop", known, "--help"].filter(Boolean).join(" ")}\` lists what is available.`,
    ].join(" "),
  );
}

/** Every command with its options and help. */
export function build(context: Context): Program {
  const program = new Program("pitstop")
    .description("Change a schema in every layer at once, and take the change to a database in use.")
    .helpOption("-h, --help", "Show this help")
    .helpCommand("help [command]", "Show the help of a command")
    .exitOverride()
    .configureOutput({ outputError: () => undefined }) // printed by `printError`, also as JSON
    .showSuggestionAfterError();
  for (const operation of operations.values()) addOperation(program, operation, () => context);
  for (const command of commands) {
    if (isPassedThrough(command)) listPassedThrough(program, command);
    else addCommand(program, command, context);
  }
  addCommand(program, completing(commands.map(({ name }) => name)), context);
  // Before and after the command's name.
  for (const command of [program, ...program.commands])
    command
      .option("--json", "Print the result as JSON")
      .option("--yes", "Answer every confirmation with yes");
  return program;
}

/** Its help and its flags are those of the script. */
function listPassedThrough(program: Program, { name, summary, pnpm }: PassedThrough): void {
  program.command(name).description(pnpm === undefined ? summary : `${summary} (pnpm ${pnpm})`);
}

function addCommand(program: Program, command: Command, context: Context): void {
  const { name, summary, examples, argument, options = [], isHidden = false } = command;
  const added = program.command(name, { hidden: isHidden }).description(summary);
  if (argument) added.addArgument(argument);
  for (const option of options) added.addOption(option);
  // What a shell asks about is any line.
  if (isHidden) added.allowUnknownOption().helpOption(false);
  added
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}`)
    .action(() => {
      if (!command.worksInConflict) refuseConflictMarkers(readWorkspace(context.root));
      return command.run(context, { words: added.args, flags: added.opts() });
    });
}
