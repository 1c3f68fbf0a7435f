import { relative } from "node:path";
import { MigratorError, readSettings, safeMigrator } from "@pitstop/migrator";
import { addMigratorCommands, command, type MigratorProject, runProgram } from "@pitstop/migrator/commands";
import { migrationsTable } from "./config.ts";
import type { Database } from "./define-database.ts";
import { openMigrator } from "./open-migrator.ts";

/**
 * Runs the migrator's command line on the database of DATABASE_URL, where an application is deployed: without its
 * repository, and without the embedded server. Backups go to PITSTOP_BACKUPS, by default `.pitstop/backups` in the
 * folder that it runs in.
 *
 * @example
 * // apps/server/src/migrate.ts
 * await runDeployedMigrator(database);
 */
export async function runDeployedMigrator(database: Database): Promise<void> {
  const [, script = "migrate.mjs", ...args] = process.argv;
  const typed = `node ${relative(process.cwd(), script)}`;
  const program = command(typed, "Migrate the database of DATABASE_URL, back it up and restore it.");
  addMigratorCommands(program, { typed, project: async () => deployedProject(database, `${typed} restore`) });
  await runProgram(program, args);
}

function deployedProject(database: Database, restoreCommand: string): MigratorProject {
  const own = { migrationsTable: { table: migrationsTable }, restoreCommand };
  const url = process.env.DATABASE_URL;
  if (!url) {
    throw new MigratorError(
      "SETTINGS_INVALID",
      "DATABASE_URL is not set.",
      "Set it to the address of the database: postgresql://user:password@host:5432/name",
    );
  }
  return {
    settings: () => readSettings(process.env, own),
    url,
    database: async () => ({ url, stop: async () => undefined }),
    open: (address, reporter) =>
      openMigrator({
        ...database.databaseConfig(address),
        extensions: [safeMigrator({ ...own, reporter })],
      }),
  };
}
