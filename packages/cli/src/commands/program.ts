import { Command, CommanderError } from "commander";
import { CommandEnd, type ExitCode, exitCodes, UsageError } from "../errors.ts";
import { conflictMarkers, refuseConflictMarkers } from "../merge/conflict-markers.ts";
import { operations } from "../operations/index.ts";
import { output, tellError } from "../output/print.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import { addCompletion } from "./completion.ts";
import type { Context } from "./context.ts";
import { addHandedThrough } from "./hand-through.ts";
import { addOperation } from "./operation-command.ts";
import { recoverFirst } from "./recover-first.ts";

/** Runs a command line on the workspace at `root` and gives what the shell is answered with. */
export async function run(words: readonly string[], root: string): Promise<ExitCode> {
  const isJson = words.includes("--json");
  const program = build(() => ({ root, output: output(isJson), isYes: words.includes("--yes") }));
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommandEnd) return error.exitCode;
    if (!(error instanceof CommanderError)) return tellError(error, isJson);
    if (error.exitCode === 0) return exitCodes.done;
    // `pitstop` alone has shown its help.
    return error.code === "commander.help" ? exitCodes.usage : tellError(notUnderstood(error, words), isJson);
  }
}

/** What the parser says of a line that it cannot read, in the form of every other error. */
function notUnderstood({ message }: CommanderError, words: readonly string[]): UsageError {
  const [what = "", ...suggestions] = message.replace(/^error: /, "").split("\n");
  const known = words.find((word) => operations.has(word));
  return new UsageError(
    "COMMAND_LINE",
    `${what.slice(0, 1).toUpperCase()}${what.slice(1).replace(/\.$/, "")}.`,
    [
      ...suggestions,
      `\`${["pitstop", known, "--help"].filter(Boolean).join(" ")}\` shows what there is.`,
    ].join(" "),
  );
}

function build(context: () => Context): Command {
  const program = new Command("pitstop")
    .description("Change a schema in every layer at once, and take the change to a database in use.")
    .exitOverride()
    .configureOutput({ outputError: () => undefined }) // told by us, also in JSON
    .showSuggestionAfterError();
  for (const operation of operations.values()) addOperation(program, operation, context);
  program
    .command("undo")
    .description("Take the last operation back, files and development database")
    .addHelpText("after", "\nExamples:\n  pitstop undo\n  pitstop undo --json")
    .action(async () => {
      refuseConflictMarkers(readWorkspace(context().root));
      await (await import("./undo.ts")).undo(context());
    });
  program
    .command("check")
    .description("Say where layers, contract, migrations and database do not agree")
    .option("--against <revision>", "also say what breaks clients of this revision of git")
    .addHelpText("after", "\nExamples:\n  pitstop check\n  pitstop check --against origin/main --json")
    .action(async (options: { against?: string }) => {
      await recoverFirst(context());
      // Loaded when the files are whole: it reads the entities as they are.
      const conflicts = conflictMarkers(readWorkspace(context().root));
      if (conflicts.length > 0)
        return (await import("./check-conflicts.ts")).checkConflicts(context(), conflicts);
      await (await import("./check.ts")).check(context(), { against: options.against });
    });
  program
    .command("merge")
    .description("Finish merging two branches: keep what both added, rebuild every generated file")
    .addHelpText("after", "\nExamples:\n  git merge other-branch; pitstop merge\n  pitstop merge --json")
    .action(async () => (await import("./merge.ts")).merge(context()));
  program
    .command("status")
    .description("Show what is pending, what is retired, and what was done last")
    .addHelpText("after", "\nExamples:\n  pitstop status\n  pitstop status --json")
    .action(async () => {
      await recoverFirst(context());
      refuseConflictMarkers(readWorkspace(context().root));
      await (await import("./status.ts")).status(context());
    });
  addHandedThrough(program, context);
  addCompletion(program, context);
  // Before and after the command's name.
  for (const command of [program, ...program.commands])
    command.option("--json", "answer in JSON").option("--yes", "answer confirmations with yes");
  return program;
}
