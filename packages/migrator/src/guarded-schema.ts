import { SchemaGenerator } from "@mikro-orm/sql";
import { databaseUrl } from "./database-url.ts";
import { MigratorError } from "./errors.ts";
import { withMigrationLock } from "./lock/index.ts";

type DropOptions = NonNullable<Parameters<SchemaGenerator["drop"]>[0]>;

/**
 * MikroORM's schema generator, for `migration:fresh` and whatever else drops all tables: not in production, not while
 * somebody migrates, and together with the tables goes what the migrator noted of their migrations.
 */
export class GuardedSchemaGenerator extends SchemaGenerator {
  /** Throws MigratorError DROP_IN_PRODUCTION. */
  override async drop(options: DropOptions = {}): Promise<void> {
    refuseInProduction(String(this.config.get("dbName")));
    if (options.dropDb) await this.#dropDatabase(options);
    else await withMigrationLock(databaseUrl(this.config), () => this.#dropTables(options));
  }

  /** Nobody may be connected to it, so nobody can hold its lock. */
  async #dropDatabase(options: DropOptions): Promise<void> {
    const name = this.config.get("dbName");
    await super.drop(options);
    // `migration:fresh` asks for both, and goes on to migrate the database of this name.
    if (options.dropMigrationsTable) await this.createDatabase(name);
  }

  async #dropTables(options: DropOptions): Promise<void> {
    await super.drop(options);
    // A migration noted as half applied would otherwise go on in its middle.
    if (options.dropMigrationsTable) await this.execute("drop schema if exists pitstop cascade");
  }
}

function refuseInProduction(database: string): void {
  if (process.env.NODE_ENV !== "production") return;
  throw new MigratorError(
    "DROP_IN_PRODUCTION",
    `This is production (NODE_ENV=production): the tables of ${database} are not dropped.`,
    "To change them, write a migration and run `migration:up`. To begin anew on purpose, create another database.",
  );
}
