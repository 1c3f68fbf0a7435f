import { readFile } from "node:fs/promises";
import type { MigrateOptions, MigrationInfo, MikroORM } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import type { EntityManager } from "@mikro-orm/sql";
import { connect } from "./connection.ts";
import { messageOf } from "./database-error.ts";
import { databaseUrl } from "./database-url.ts";
import { MigratorError } from "./errors.ts";
import { GeneratingMigrator } from "./generate/index.ts";
import { GuardedSchemaGenerator } from "./guarded-schema.ts";
import { editedMigrations, hasHistory } from "./history/index.ts";
import { migrate, type Selected } from "./migrate.ts";
import { MigrationCollector } from "./migration/collector.ts";
import { HistoryStorage } from "./migration/history-storage.ts";
import { migrationsTableName } from "./migration/migrations-table.ts";
import {
  type Direction,
  isUnrecorded,
  type ReadMigration,
  readMigration,
} from "./migration/read-migration.ts";
import type { Reversible } from "./rehearse/rehearse.ts";
import type { MigrationReport } from "./report/report.ts";
import { type Reporter, silentReporter } from "./report/reporter.ts";
import { selectMigrations } from "./select.ts";
import { type ProjectSettings, readSettings } from "./settings.ts";

export interface SafeMigratorOptions extends ProjectSettings {
  /** Who is told while a migration runs; nobody unless given. */
  readonly reporter?: Reporter;
  /** Asked after the rehearsal, before the first statement; where it throws, nothing is applied and its error is told. */
  readonly approve?: () => Promise<void>;
}

/**
 * The extension that makes every road to a migration the safe one: `extensions: [safeMigrator({ … })]` in MikroORM's
 * settings, in the place of its own `Migrator`.
 */
export function safeMigrator(options: SafeMigratorOptions): { name: string; register(orm: MikroORM): void } {
  return {
    // MikroORM looks for an extension of this name before it loads its own migrator.
    name: "Migrator",
    register: (orm) => {
      ignoreOwnSchema(orm.config);
      // MikroORM.em of a PostgreSQL configuration is the one of @mikro-orm/sql; it is not there yet.
      const create = () => new SafeMigrator(orm.em as unknown as EntityManager, options);
      orm.config.registerExtension("@mikro-orm/migrator", create);
      const guarded = () => new GuardedSchemaGenerator(orm.em as unknown as EntityManager);
      orm.config.registerExtension("@mikro-orm/schema-generator", guarded);
    },
  };
}

/** The migrator's own tables are no drift. */
function ignoreOwnSchema(config: MikroORM["config"]): void {
  const { ignoreSchema = [], ...settings } = config.get("schemaGenerator");
  config.set("schemaGenerator", { ...settings, ignoreSchema: [...new Set([...ignoreSchema, "pitstop"])] });
}

export interface MigrationAudit {
  /** Files that the database has not seen. */
  readonly pending: readonly string[];
  /** Applied, and their files are gone. */
  readonly missing: readonly string[];
  /** Applied, and their files say something else now. */
  readonly edited: readonly string[];
}

/** MikroORM's migrator, on the safe road. */
export class SafeMigrator extends GeneratingMigrator {
  readonly #options: SafeMigratorOptions;

  constructor(em: EntityManager, options: SafeMigratorOptions) {
    super(em);
    this.#options = options;
  }

  protected override createRunner(): MigrationCollector {
    return new MigrationCollector();
  }

  protected override createStorage(): HistoryStorage {
    return new HistoryStorage(this.driver, this.options);
  }

  protected override async runMigrations(
    direction: Direction,
    options?: string | string[] | MigrateOptions,
  ): Promise<MigrationInfo[]> {
    const { migrations } = await this.#walk(direction, options);
    return migrations.map((name) => ({ name }));
  }

  /** Walks as far as the rehearsal and applies nothing: what is pending, or what `down` would take back. */
  rehearse(
    direction: Direction = "up",
    options?: string | string[] | MigrateOptions,
  ): Promise<MigrationReport> {
    return this.#walk(direction, options, true);
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override rollup(): Promise<never> {
    return refuse(
      "Applied migrations are not rolled up into one: their checksums would be those of no file any more.",
      "Leave the files as they are: what is applied is never run again.",
    );
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override logMigration(name: string): Promise<never> {
    return refuse(
      `${name} is not noted as applied without being run: nobody would know whether the database is what it says.`,
      "Run `migration:up`. For a database that has its tables already, `migration:create --initial` notes the first migration.",
    );
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override unlogMigration(name: string): Promise<never> {
    return refuse(
      `${name} is not noted as not applied while what it did is still there.`,
      "Run `migration:down`, which takes it back, or restore a backup from before it.",
    );
  }

  /** What the migration files and the database say about each other. */
  async audit(): Promise<MigrationAudit> {
    await this.init();
    const names = (await this.discoverMigrations()).map(({ name }) => name);
    const applied = await this.storage.executed();
    const { migrations } = await this.#readApplied(names.filter((name) => applied.includes(name)));
    const client = await connect(databaseUrl(this.config));
    try {
      return {
        pending: names.filter((name) => !applied.includes(name)),
        missing: applied.filter((name) => !names.includes(name)),
        edited: (await hasHistory(client)) ? await editedMigrations(client, migrations) : [],
      };
    } finally {
      await client.end();
    }
  }

  #walk(
    direction: Direction,
    options?: string | string[] | MigrateOptions,
    isRehearsal = false,
  ): Promise<MigrationReport> {
    refuseWhatIsNotSafe(options);
    const migrationsTable = migrationsTableName(this.config);
    return migrate({
      url: databaseUrl(this.config),
      direction,
      isRehearsal,
      approve: this.#options.approve,
      config: this.config,
      settings: readSettings(process.env, { ...this.#options, migrationsTable }),
      reporter: this.#options.reporter ?? silentReporter,
      migrationsTable,
      select: () => this.#select(direction, options),
    });
  }

  async #select(direction: Direction, options?: string | string[] | MigrateOptions): Promise<Selected> {
    await this.init();
    const files = await this.discoverMigrations();
    const applied = await this.storage.executed();
    const names = files.map(({ name }) => name);
    const selected = selectMigrations(direction, names, applied, options);
    const remaining = names.filter((name) => !applied.includes(name) && !selected.includes(name));
    const migrations: Reversible[] = [];
    for (const name of selected) migrations.push(await this.#reversible(name, direction));
    const before = await this.#readApplied(names.filter((name) => applied.includes(name)));
    return {
      migrations,
      applied: before.migrations,
      unread: before.unread,
      isComplete: direction === "up" && remaining.length === 0 && !(await this.#lacksMigrations()),
    };
  }

  /** Whether the entities are ahead of the migrations; not known without a snapshot of what the migrations make. */
  async #lacksMigrations(): Promise<boolean> {
    return (await this.getSchemaFromSnapshot()) !== undefined && (await this.checkSchema());
  }

  async #reversible(name: string, direction: Direction): Promise<Reversible> {
    const forth = await this.#read(name, direction);
    const opposite = direction === "up" ? "down" : "up";
    const back = await this.#read(name, opposite).catch((error: unknown) => ({ reason: messageOf(error) }));
    if (!("reason" in back) && isUnrecorded(back))
      return {
        forth,
        back: { reason: "its code runs its own queries" },
        source: await this.#source(name),
      };
    return { forth, back, source: await this.#source(name) };
  }

  async #source(name: string): Promise<string | undefined> {
    const files = await this.discoverMigrations();
    const path = files.find((file) => file.name === name)?.path;
    return path === undefined ? undefined : readFile(path, "utf8");
  }

  /** Those before `startAfter` are not looked at; code that only runs with a database can't be read. */
  async #readApplied(names: readonly string[]): Promise<{ migrations: ReadMigration[]; unread: string[] }> {
    const first = this.#options.startAfter === undefined ? 0 : names.indexOf(this.#options.startAfter) + 1;
    const migrations: ReadMigration[] = [];
    const unread: string[] = [];
    for (const name of names.slice(first)) {
      const migration = await this.#read(name, "up").catch(() => undefined);
      if (migration && !isUnrecorded(migration)) migrations.push(migration);
      else unread.push(name);
    }
    return { migrations, unread };
  }

  async #read(name: string, direction: Direction): Promise<ReadMigration> {
    const files = await this.discoverMigrations();
    const runner = this.createRunner();
    this.runner = runner;
    await files.find((file) => file.name === name)?.up();
    if (runner.collected instanceof Migration) return readMigration(name, runner.collected, direction);
    throw new MigratorError(
      "MIGRATION_INVALID",
      `${name} is not a migration.`,
      "A migration file exports one class that extends Migration.",
    );
  }
}

/** For what MikroORM's interface offers and would go round everything that makes a migration safe. */
async function refuse(message: string, hint: string): Promise<never> {
  throw new MigratorError("MIGRATOR_REFUSES", message, hint);
}

function refuseWhatIsNotSafe(options?: string | string[] | MigrateOptions): void {
  if (typeof options !== "object" || Array.isArray(options)) return;
  if (options.transaction === undefined && options.schema === undefined) return;
  const what =
    options.transaction === undefined ? "into another schema" : "inside a transaction of the caller";
  throw new MigratorError(
    "MIGRATION_OPTION_UNSUPPORTED",
    `Migrations do not run ${what}: locks, backup and retries need connections of their own.`,
    "Call up() or down() without it.",
  );
}
