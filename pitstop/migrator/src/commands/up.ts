import type { Command } from "commander";
import { defaultReporter } from "../report/default-reporter.ts";
import { optionalStages } from "../settings.ts";
import { wholeNumber } from "./arguments.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext } from "./project.ts";
import { type RunOptions, stateRunOptions } from "./run-options.ts";
import { withMigrator } from "./with-migrator.ts";

interface Options extends RunOptions {
  readonly without?: readonly string[];
  readonly yesWithoutBackup?: true;
}

/** `up`: applies what is pending, through the whole pipeline. */
export function upCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "up",
    "Apply the pending migrations",
    "Apply the pending migrations: lint, backup, rehearsal on a copy, apply, verification. One migrator runs at a time; another one waits. Where a stage fails, nothing after it runs, and the command ends with 1.",
  )
    .option("--without <stage>", `leave out ${optionalStages.join(", ")}; may be repeated`, collected)
    .option("--sample <n>", "rehearse on n rows of each table and the rows they refer to", (text) =>
      wholeNumber("--sample", text),
    )
    .option("--report <file>", "write the report as Markdown, for a pull request")
    .option("--yes-without-backup", "migrate in production although the backup is left out")
    .option("--json", "print the report as JSON")
    .action(async (options: Options) => {
      stateOptions(options);
      await withMigrator(await project(), defaultReporter(), (migrator) => migrator.up());
    });
  return withExamples(made, [
    [`${typed} up`, "Applies what is pending."],
    [
      `${typed} up --sample 1000 --report report.md`,
      "Rehearses on a part of the rows, and writes the report.",
    ],
  ]);
}

/** Stages to leave out are added to those of PITSTOP_WITHOUT. */
function stateOptions({ without, yesWithoutBackup, ...run }: Options): void {
  const { env } = process;
  stateRunOptions(run);
  if (without) env.PITSTOP_WITHOUT = [env.PITSTOP_WITHOUT || [], without].flat().join(",");
  if (yesWithoutBackup) env.PITSTOP_YES_WITHOUT_BACKUP = "yes";
}

const collected = (stage: string, before: readonly string[] = []): string[] => [...before, stage];
