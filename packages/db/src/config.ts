import { join } from "node:path";
import type { MikroORM } from "@mikro-orm/core";
import { defineConfig, type EntityName } from "@mikro-orm/postgresql";
import { entities } from "./entities/index.ts";
import { keepRetiredColumns, retiredEntries, retiredTables, retiredViews } from "./retired.ts";

/** Where the migrations lie, in the repository. */
export const migrationsFolder = join(import.meta.dirname, "migrations");

/** The name of MikroORM's list of what is applied. */
export const migrationsTable = "mikro_orm_migrations";

/** MikroORM would load its own migrator by itself, which has no lock, no backup and no timeouts. */
const noMigrator = {
  name: "Migrator",
  register: ({ config }: MikroORM) =>
    config.registerExtension("@mikro-orm/migrator", () => {
      throw new Error("Migrations run through openForMigration() of @pitstop/db/migrating.");
    }),
};

/** Whichever domains there are. */
const known = entities as Readonly<Record<string, EntityName<object>>>;

/** MikroORM's settings for a database, the same for the server, the scripts, the tests and the `mikro-orm` command. */
export function databaseConfig(url: string) {
  return defineConfig({
    clientUrl: url,
    entities: Object.values(known),
    extensions: [noMigrator],
    migrations: {
      path: migrationsFolder,
      pathTs: migrationsFolder,
      tableName: migrationsTable,
      // One snapshot for every database, changed by `migration:create` alone: it belongs to the commit.
      snapshotName: "snapshot",
      snapshotOnMigrate: false,
      emit: "ts",
    },
    schemaGenerator: {
      // What was put aside, and what the migrator keeps for itself, is no part of the application.
      ignoreSchema: ["pitstop"],
      // Triggers that keep a retired column in step belong to their migrations, as do views under a table's old name.
      ignoreTriggers: true,
      skipTables: retiredTables(retiredEntries),
      skipViews: retiredViews(retiredEntries),
    },
    // An application without domains starts too.
    discovery: {
      warnWhenNoEntities: false,
      onMetadata: (metadata) => keepRetiredColumns(retiredEntries, metadata, known),
    },
    // A wrong name in DATABASE_URL is an error, not an empty database of that name.
    ensureDatabase: false,
    forceUtcTimezone: true,
    // A shared identity map would hand one request the rows of another.
    allowGlobalContext: false,
  });
}
