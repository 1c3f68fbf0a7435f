import type { Command } from "commander";
import type { MigrationAudit } from "../migrator.ts";
import { silentReporter } from "../report/reporter.ts";
import { count } from "../report/words.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext } from "./project.ts";
import { withMigrator } from "./with-migrator.ts";

interface Options {
  readonly check?: true;
  readonly json?: true;
}

/** `pending`: which migrations the database has not seen, and which applied ones are not what they were. */
export function pendingCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "pending",
    "List the pending migrations",
    "List the migrations that the database has not seen. Changes nothing. Ends with 1 if a migration was edited after being applied.",
  )
    .option("--check", "end with 1 if a migration is pending, for scripts")
    .option("--json", "print the lists as JSON")
    .action(async ({ check, json }: Options) => {
      const audit = await withMigrator(await project(), silentReporter, (migrator) => migrator.audit());
      process.stdout.write(json ? `${JSON.stringify(audit, null, 2)}\n` : textOf(audit));
      if (audit.edited.length > 0 || (check && audit.pending.length > 0)) process.exitCode = 1;
    });
  return withExamples(made, [
    [`${typed} pending`, "Lists what is pending."],
    [`${typed} pending --check --json`, "The same for a program, which learns it from the exit code too."],
  ]);
}

function textOf({ pending, missing, edited }: MigrationAudit): string {
  const lines = [
    ...pending.map((name) => `  ${name}`),
    pending.length === 0 ? "Nothing is pending." : `${count(pending.length, "migration")} pending`,
    ...missing.map((name) => `${name} is applied, but it isn't part of this version of the code.`),
    ...edited.map((name) => `${name} was edited after being applied.`),
  ];
  return `${lines.join("\n")}\n`;
}
