import { type EntityManager, SchemaGenerator } from "@mikro-orm/postgresql";
import { connect } from "./connection.ts";
import { databaseUrl } from "./database-url.ts";
import { MigratorError } from "./errors.ts";
import { withMigrationLock } from "./lock/index.ts";
import { locateMigrationsTable, migrationsTableName } from "./migration/migrations-table.ts";

type DropOptions = NonNullable<Parameters<SchemaGenerator["drop"]>[0]>;

/** Functions of triggers in the application's schema that no trigger uses, but for those of extensions. */
const DROP_TRIGGER_FUNCTIONS = `
  do $$ declare name regprocedure; begin
    for name in
      select p.oid from pg_proc p
      where p.pronamespace = current_schema()::regnamespace and p.prorettype = 'trigger'::regtype
        and not exists (select from pg_trigger t where t.tgfoid = p.oid)
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop execute format('drop function %s', name); end loop;
  end $$`;

/**
 * MikroORM's schema generator, for `migration:fresh` and whatever else drops all tables: not in production, not while
 * somebody migrates, and together with the tables goes what the migrator noted of their migrations.
 */
export class GuardedSchemaGenerator extends SchemaGenerator {
  readonly #ownSchemas: readonly string[];

  /** `ownSchemas` are those that the project's migrations make and no entity describes. */
  constructor(em: EntityManager, ownSchemas: readonly string[] = []) {
    super(em);
    this.#ownSchemas = ownSchemas;
  }

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
    await super.drop({ ...options, dropMigrationsTable: false });
    if (!options.dropMigrationsTable) return;
    await this.#dropMigrationsTable();
    await this.#dropLeftovers();
    // A migration noted as half applied would otherwise go on in its middle.
    for (const schema of new Set(["pitstop", ...this.#ownSchemas]))
      await this.execute(`drop schema if exists ${this.platform.quoteIdentifier(schema)} cascade`);
  }

  async #dropMigrationsTable(): Promise<void> {
    const client = await connect(databaseUrl(this.config));
    try {
      const table = await locateMigrationsTable(client, migrationsTableName(this.config));
      await client.query(`drop table if exists ${table} cascade`);
    } finally {
      await client.end();
    }
  }

  /**
   * What migrations made and no entity names any more, which they could not make a second time: tables and views of
   * domains that are gone, and the functions of triggers whose tables went.
   */
  async #dropLeftovers(): Promise<void> {
    const names = (list: (string | RegExp)[] = []) => list.filter((name) => typeof name === "string");
    for (const view of names(this.options.skipViews))
      await this.execute(`drop view if exists ${this.platform.quoteIdentifier(view)} cascade`);
    for (const table of names(this.options.skipTables))
      await this.execute(`drop table if exists ${this.platform.quoteIdentifier(table)} cascade`);
    await this.execute(DROP_TRIGGER_FUNCTIONS);
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
