import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { databaseConfig } from "./config.ts";
import type { DatabaseDefinition } from "./definition.ts";
import { type DatabaseOptions, openDatabase } from "./open.ts";
import { migrationNames, pendingMigrations } from "./pending-migrations.ts";
import { seedExamples } from "./seeds/examples.ts";
import { type Seeded, seedWhenEmpty } from "./seeds/seed.ts";
import type { SeedRecord } from "./seeds/seed-record.ts";

/** An application's database, with what a server does with it. */
export interface Database extends DatabaseDefinition {
  /** MikroORM's settings for the database at an address. */
  databaseConfig(url: string): ReturnType<typeof databaseConfig>;
  /** Opens the database: entities and connection pool. Close it with `orm.close()`. */
  openDatabase(options: DatabaseOptions): Promise<MikroORM>;
  /** The names of all migrations, oldest first. */
  migrationNames(): string[];
  /** The migrations of this version of the code that the database has not seen; the server does not run them itself. */
  pendingMigrations(orm: MikroORM): Promise<string[]>;
  /** Fills an empty database with its first records; adds nothing where any data is. Says how many of each domain. */
  seedWhenEmpty(em: EntityManager): Promise<Seeded>;
  /** The first record that the seeds write of each domain, which has the id 1; for examples that find something. */
  seedExamples(): Promise<Record<string, SeedRecord>>;
}

/**
 * The database of an application.
 *
 * @example
 * export const database = defineDatabase({
 *   domains,
 *   entities,
 *   records,
 *   retired,
 *   migrations: join(import.meta.dirname, "migrations"),
 *   root: join(import.meta.dirname, "../../.."),
 *   restoreCommand: "pnpm --filter db restore",
 * });
 * const orm = await database.openDatabase({ url: process.env.DATABASE_URL });
 */
export function defineDatabase(definition: DatabaseDefinition): Database {
  return {
    ...definition,
    databaseConfig: (url) => databaseConfig(definition, url),
    openDatabase: (options) => openDatabase(definition, options),
    migrationNames: () => migrationNames(definition),
    pendingMigrations: (orm) => pendingMigrations(definition, orm),
    seedWhenEmpty: (em) => seedWhenEmpty(definition, em),
    seedExamples: () => seedExamples(definition),
  };
}
