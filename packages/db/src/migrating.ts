import { join, resolve } from "node:path";
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import {
  type MigratorSettings,
  type Reporter,
  readSettings,
  type SafeMigratorOptions,
  safeMigrator,
} from "@pitstop/migrator";
import { databaseConfig, migrationsTable } from "./config.ts";
import { dataFolder } from "./development.ts";

export interface MigratingOptions
  extends Pick<SafeMigratorOptions, "without" | "sample" | "reportFile" | "approve"> {
  /** Who is told while a migration runs; nobody unless given. */
  reporter?: Reporter;
}

const project = {
  backupFolder: resolve(join(import.meta.dirname, "../../../.pitstop/backups")),
  embeddedFolder: dataFolder,
  migrationsTable: { table: migrationsTable },
  restoreCommand: "pnpm --filter db restore",
};

/** The migrator's settings of this project, from its environment variables. Throws MigratorError SETTINGS_INVALID. */
export const migratorSettings = (): MigratorSettings => readSettings(process.env, project);

/** MikroORM's settings with the migrator, which the server never has. */
export function migratingConfig(url: string, options: MigratingOptions = {}): Options {
  return { ...databaseConfig(url), extensions: [safeMigrator({ ...project, ...options })] };
}

/** Opens a database for its migrations. Close it with `orm.close()`. */
export function openForMigration(url: string, options: MigratingOptions = {}): Promise<MikroORM> {
  return MikroORM.init({
    ...migratingConfig(url, options),
    pool: { min: 0, max: 2 },
    driverOptions: { connectionTimeoutMillis: 5_000, keepAlive: true },
  });
}

/** Brings a database up to date by the safe road: lint, backup, rehearsal, apply, verification. */
export async function migrateDatabase(url: string, options: MigratingOptions = {}): Promise<void> {
  const orm = await openForMigration(url, options);
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}

/** Rolls back the migrations after this one (0: all of them), by the same pipeline. */
export async function rollBackDatabase(
  url: string,
  to: string | 0,
  options: MigratingOptions = {},
): Promise<void> {
  const orm = await openForMigration(url, options);
  try {
    await orm.migrator.down({ to });
  } finally {
    await orm.close();
  }
}
