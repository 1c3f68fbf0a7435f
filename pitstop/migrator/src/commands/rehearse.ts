import type { Command } from "commander";
import { defaultReporter } from "../report/default-reporter.ts";
import { wholeNumber } from "./arguments.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext } from "./project.ts";
import { type RunOptions, stateRunOptions } from "./run-options.ts";
import { withMigrator } from "./with-migrator.ts";

/** `rehearse`: runs what is pending on a copy of the database, and changes nothing in the database. */
export function rehearseCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "rehearse",
    "Run the pending migrations on a copy of the database",
    "Run the pending migrations up, down and up on a copy of the database, and report how long each statement takes, what it locks and what it rewrites. Nothing is applied. What was rehearsed may be applied.",
  )
    .option("--sample <n>", "rehearse on n rows of each table and the rows they refer to", (text) =>
      wholeNumber("--sample", text),
    )
    .option("--report <file>", "write the report as Markdown, for a pull request")
    .option("--json", "print the report as JSON")
    .action(async (options: RunOptions) => {
      stateRunOptions(options);
      await withMigrator(await project(), defaultReporter(), (migrator) => migrator.rehearse("up"));
    });
  return withExamples(made, [
    [`${typed} rehearse`, "Rehearses on a whole copy."],
    [`${typed} rehearse --sample 1000 --json`, "Rehearses on a thousand rows of each table."],
  ]);
}
