import { command, type MigratorProject, runProgram } from "@pitstop/migrator/commands";
import { developmentDatabase } from "../development.ts";
import { migratorSettings, openForMigration } from "../migrating.ts";

type MigratorCommand = typeof import("@pitstop/migrator/commands").backupCommand;

const project: MigratorProject = {
  settings: migratorSettings,
  url: process.env.DATABASE_URL || undefined,
  database: developmentDatabase,
  open: (url, reporter) => openForMigration(url, { reporter }),
};

/** How the scripts of this package are typed. */
export const typed = "pnpm --filter db";

/** The arguments of this script: pnpm hands a "--" before them on to it. */
export const scriptArguments = (): string[] => process.argv.slice(2).filter((arg) => arg !== "--");

/** Runs a command of the migrator on this project. */
export async function runMigratorCommand(make: MigratorCommand): Promise<void> {
  const made = make({ typed, project: async () => project });
  await runProgram(command(typed, "").addCommand(made), [made.name(), ...scriptArguments()]);
}
