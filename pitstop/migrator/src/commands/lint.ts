import type { Command } from "commander";
import { silentReporter } from "../report/reporter.ts";
import { findingLines, paintOn } from "../report/terminal.ts";
import { count } from "../report/words.ts";
import type { LintedMigrations } from "../stages/lint.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext } from "./project.ts";
import { withMigrator } from "./with-migrator.ts";

interface Options {
  readonly json?: true;
}

/** `lint`: what pending migrations would do to a database in use. */
export function lintCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "lint",
    "Lint the pending migrations",
    "Lint the pending migrations: what would lose data, block readers or writers, or break the code that runs now, each with the safe way. Runs nothing. Ends with 1 if a finding is an error.",
  )
    .option("--json", "print the findings as JSON")
    .action(async ({ json }: Options) => {
      const linted = await withMigrator(await project(), silentReporter, (migrator) => migrator.lint());
      if (json) process.stdout.write(`${JSON.stringify(linted, null, 2)}\n`);
      else process.stdout.write(textOf(linted));
      if (linted.findings.some(({ level }) => level === "error")) process.exitCode = 1;
    });
  return withExamples(made, [
    [`${typed} lint`, "Lints what is pending."],
    [`${typed} lint --json`, "The same for a program."],
  ]);
}

function textOf(linted: LintedMigrations): string {
  const { migrations, statements, findings, unread } = linted;
  const lines = [
    ...findingLines(linted, paintOn(process.stdout)),
    ...unread.map((name) => `  ${name} runs its own queries: rehearse it to have them linted.`),
    `${count(migrations.length, "pending migration")}, ${count(statements, "statement")}, ${count(findings.length, "finding")}`,
  ];
  return `${lines.join("\n")}\n`;
}
