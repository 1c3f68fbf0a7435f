import type { MigrateOptions, MigrationInfo } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import type { EntityManager } from "@mikro-orm/postgresql";
import { connect } from "./connection.ts";
import { messageOf } from "./database-error.ts";
import { databaseUrl } from "./database-url.ts";
import { MigratorError } from "./errors.ts";
import { GeneratingMigrator } from "./generate/index.ts";
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
import { sourceOf } from "./migration/source-of.ts";
import { refuse, refuseWhatIsNotSafe } from "./refused-options.ts";
import type { Reversible } from "./rehearse/rehearse.ts";
import { defaultReporter } from "./report/default-reporter.ts";
import type { MigrationReport } from "./report/report.ts";
import type { SafeMigratorOptions } from "./safe-migrator.ts";
import { selectMigrations } from "./select.ts";
import { readSettings } from "./settings.ts";
import { type LintedMigrations, lintMigrations, majorVersion } from "./stages/lint.ts";

export interface MigrationAudit {
  /** Files that the database has not seen. */
  readonly pending: readonly string[];
  /** Applied, and their files are gone. */
  readonly missing: readonly string[];
  /** Applied, and their files say something else now. */
  readonly edited: readonly string[];
}

/** MikroORM's migrator, with every migration run through the pipeline. */
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
    const { migrations } = await this.#migrate(direction, options);
    return migrations.map((name) => ({ name }));
  }

  /** Runs the pipeline up to the rehearsal and applies nothing: what is pending, or what `down` would undo. */
  rehearse(
    direction: Direction = "up",
    options?: string | string[] | MigrateOptions,
  ): Promise<MigrationReport> {
    return this.#migrate(direction, options, true);
  }

  /** Lints what is pending. Runs nothing, and changes nothing. */
  async lint(): Promise<LintedMigrations> {
    const { migrations, applied } = await this.#select("up");
    const client = await connect(databaseUrl(this.config));
    try {
      return lintMigrations(migrations, applied, await majorVersion(client));
    } finally {
      await client.end();
    }
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override rollup(): Promise<never> {
    return refuse(
      "Applied migrations can't be rolled up into one: no file would have their checksums anymore.",
      "Keep the files: applied migrations never run again.",
    );
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override logMigration(name: string): Promise<never> {
    return refuse(
      `${name} can't be marked as applied without running: nothing would show that the database matches it.`,
      "Run `migration:up`. For a database that already has its tables, `migration:create --initial` records the first migration.",
    );
  }

  /** Refused: MigratorError MIGRATOR_REFUSES. */
  override unlogMigration(name: string): Promise<never> {
    return refuse(
      `${name} can't be marked as pending while its changes are still in the database.`,
      "Run `migration:down` to undo it, or restore a backup from before it.",
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

  #migrate(
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
      reporter: this.#options.reporter ?? defaultReporter(),
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
    const forward = await this.#read(name, direction);
    const opposite = direction === "up" ? "down" : "up";
    const reverse = await this.#read(name, opposite).catch((error: unknown) => ({
      reason: messageOf(error),
    }));
    if (!("reason" in reverse) && isUnrecorded(reverse))
      return {
        forward,
        reverse: { reason: "its code runs its own queries" },
        source: await this.#source(name),
      };
    return { forward, reverse, source: await this.#source(name) };
  }

  async #source(name: string): Promise<string | undefined> {
    const files = await this.discoverMigrations();
    const path = files.find((file) => file.name === name)?.path;
    return path === undefined ? undefined : sourceOf(path);
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
