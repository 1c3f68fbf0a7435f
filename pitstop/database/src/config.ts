import type { MikroORM } from "@mikro-orm/core";
import { defineConfig } from "@mikro-orm/postgresql";
import { type DatabaseDefinition, entityOf } from "./definition.ts";
import { keepRetiredColumns, retiredTables, retiredViews } from "./retired.ts";

/** What was put aside, what the migrator keeps for itself, the change log, and who may sign in is no part of the entities. */
export const schemasWithoutEntities = ["pitstop", "pitstop_history", "auth"] as const;

/** The name of MikroORM's list of what is applied. */
export const migrationsTable = "mikro_orm_migrations";

/** MikroORM would load its own migrator by itself, which has no lock, no backup and no timeouts. */
const noMigrator = {
  name: "Migrator",
  register: ({ config }: MikroORM) =>
    config.registerExtension("@mikro-orm/migrator", () => {
      throw new Error("Migrations run through openForMigration() of packages/db/src/migrating.ts.");
    }),
};

/** MikroORM's settings for a database, the same for the server, the scripts, the tests and the `mikro-orm` command. */
export function databaseConfig(definition: DatabaseDefinition, url: string) {
  const { migrations, retired } = definition;
  const entities = Object.fromEntries(
    Object.keys(definition.entities).map((name) => [name, entityOf(definition, name)]),
  );
  return defineConfig({
    clientUrl: url,
    entities: Object.values(entities),
    extensions: [noMigrator],
    migrations: {
      path: migrations,
      pathTs: migrations,
      tableName: migrationsTable,
      // One snapshot for every database, changed by `migration:create` alone: it belongs to the commit.
      snapshotName: "snapshot",
      snapshotOnMigrate: false,
      emit: "ts",
    },
    schemaGenerator: {
      ignoreSchema: [...schemasWithoutEntities],
      // Triggers that keep a retired column in step belong to their migrations, as do views under a table's old name.
      ignoreTriggers: true,
      skipTables: retiredTables(retired),
      skipViews: retiredViews(retired),
    },
    // An application without domains starts too.
    discovery: {
      warnWhenNoEntities: false,
      onMetadata: (metadata) => keepRetiredColumns(retired, metadata, entities),
    },
    // A wrong name in DATABASE_URL is an error, not an empty database of that name.
    ensureDatabase: false,
    forceUtcTimezone: true,
    // A shared identity map would hand one request the rows of another.
    allowGlobalContext: false,
  });
}
