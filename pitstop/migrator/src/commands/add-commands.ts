import type { Command } from "commander";
import { backfillCommand } from "./backfill.ts";
import { backupCommand } from "./backup.ts";
import { lintCommand } from "./lint.ts";
import { pendingCommand } from "./pending.ts";
import type { CommandContext } from "./project.ts";
import { rehearseCommand } from "./rehearse.ts";
import { restoreCommand } from "./restore.ts";
import { upCommand } from "./up.ts";

/**
 * Adds every command of the migrator to a program.
 *
 * @example
 * const program = addMigratorCommands(command("shop-database", ""), context);
 * await runProgram(program, process.argv.slice(2));
 */
export function addMigratorCommands(program: Command, context: CommandContext): Command {
  for (const made of commands) program.addCommand(made(context));
  return program;
}

const commands = [
  upCommand,
  pendingCommand,
  lintCommand,
  rehearseCommand,
  backupCommand,
  restoreCommand,
  backfillCommand,
];
