import { join } from "node:path";
import type { MikroORM, Options } from "@mikro-orm/postgresql";
import {
  type MigratorSettings,
  type Reporter,
  readSettings,
  type SafeMigratorOptions,
  safeMigrator,
  silentReporter,
} from "@pitstop/migrator";
import { migrationsTable, schemasWithoutEntities } from "./config.ts";
import type { Database } from "./define-database.ts";
import { dataFolderOf, embeddedFolder } from "./development.ts";
import { openMigrator } from "./open-migrator.ts";

export interface MigratingOptions
  extends Pick<SafeMigratorOptions, "without" | "sample" | "reportFile" | "approve"> {
  /** Who is told while a migration runs; nobody unless given. */
  reporter?: Reporter;
}

/** What migrates a database. */
export interface Migrating {
  /** The migrator's settings, from the environment variables. Throws MigratorError SETTINGS_INVALID. */
  migratorSettings(): MigratorSettings;
  /** MikroORM's settings with the migrator, which a server never has. */
  migratingConfig(url: string, options?: MigratingOptions): Options;
  /** Opens a database for its migrations. Close it with `orm.close()`. */
  openForMigration(url: string, options?: MigratingOptions): Promise<MikroORM>;
  /** Brings a database up to date by the safe road: lint, backup, rehearsal, apply, verification. */
  migrateDatabase(url: string, options?: MigratingOptions): Promise<void>;
  /** Rolls back the migrations after this one (0: all of them), by the same pipeline. */
  rollBackDatabase(url: string, to: string | 0, options?: MigratingOptions): Promise<void>;
}

/**
 * How an application's database is migrated.
 *
 * @example
 * const { migrateDatabase } = migratingOf(database);
 * await migrateDatabase(process.env.DATABASE_URL, { reporter: terminalReporter() });
 */
export function migratingOf(database: Database): Migrating {
  const project = {
    backupFolder: join(dataFolderOf(database), "backups"),
    embeddedFolder: embeddedFolder(database),
    migrationsTable: { table: migrationsTable },
    restoreCommand: database.restoreCommand,
    ownSchemas: schemasWithoutEntities,
  };
  const migratingConfig: Migrating["migratingConfig"] = (url, options = {}) => ({
    ...database.databaseConfig(url),
    extensions: [safeMigrator({ ...project, reporter: silentReporter, ...options })],
  });
  const openForMigration: Migrating["openForMigration"] = (url, options) =>
    openMigrator(migratingConfig(url, options));
  const migrating = async (
    url: string,
    options: MigratingOptions | undefined,
    work: (migrator: MikroORM["migrator"]) => Promise<unknown>,
  ): Promise<void> => {
    const orm = await openForMigration(url, options);
    try {
      await work(orm.migrator);
    } finally {
      await orm.close();
    }
  };
  return {
    migratorSettings: () => readSettings(process.env, project),
    migratingConfig,
    openForMigration,
    migrateDatabase: (url, options) => migrating(url, options, (migrator) => migrator.up()),
    rollBackDatabase: (url, to, options) => migrating(url, options, (migrator) => migrator.down({ to })),
  };
}
