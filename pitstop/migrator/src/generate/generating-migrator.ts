import { readFile } from "node:fs/promises";
import { type MigrationResult, Migrator } from "@mikro-orm/migrations";
import type { DatabaseSchema, SqlSchemaGenerator } from "@mikro-orm/postgresql";
import { loadParser } from "@pitstop/lint";
import { databaseUrl } from "../database-url.ts";
import { MigratorError } from "../errors.ts";
import {
  type CreatedMigrations,
  type CreateOptions,
  type CreateSource,
  type CreateTarget,
  createBlankMigration,
  createMigrations,
  createStatedMigrations,
  plannedFiles,
  type StatedMigration,
} from "./create.ts";
import { takingBack, writeInitial } from "./initial.ts";
import { leftAlone } from "./leave-others-alone.ts";
import { type Ownership, ownedByAny, ownedBySchema, ownedInMigrations } from "./ownership.ts";
import type { PlannedFile } from "./planned-file.ts";
import { schemaOfDatabase } from "./schema-of-database.ts";
import { isOfEntities, snapshotOfDatabase, snapshotOfEntities, unreadable } from "./snapshot-file.ts";
import { targetOf } from "./target.ts";
import { withoutEntity } from "./without-entity.ts";
import { writeTogether } from "./write-files.ts";

/** MikroORM's migrator, with migrations that are safe for a database in use. */
export class GeneratingMigrator extends Migrator {
  /**
   * Writes the migrations that take the schema of the snapshot to that of the entities, one file per transaction that
   * safety asks for. `blank` writes one to be filled by hand. Throws MigratorError with a code GENERATE_….
   */
  override async create(
    path?: string,
    blank = false,
    initial = false,
    name?: string,
  ): Promise<MigrationResult> {
    if (initial) return this.createInitial(path, name, blank);
    await this.initPaths();
    if (blank) return createBlankMigration(this.#target(path), this.#entities(), name);
    return this.createMigrations(path, { name });
  }

  /**
   * The same with what only a person can know: `backfill`, the values of a column that becomes required, and `renames`,
   * columns that keep their values under another name.
   */
  async createMigrations(path: string | undefined, options: CreateOptions): Promise<CreatedMigrations> {
    const source = await this.#source(path);
    return createMigrations({ ...source, onLeft: (names) => this.#noteLeft(names) }, options);
  }

  /** What `create` would write, as values. */
  async preview(): Promise<PlannedFile[]> {
    return plannedFiles(await this.#source(undefined));
  }

  /** Whether `create` would write something, or refuse to: what is not ours is no reason. */
  override async checkSchema(): Promise<boolean> {
    const source = await this.#source(undefined);
    try {
      return (await plannedFiles(source)).length > 0;
    } catch (error) {
      if (error instanceof MigratorError && error.code.startsWith("GENERATE_")) return true;
      throw error;
    }
  }

  /** Writes migrations that somebody states whole. Gives their names. */
  async createStated(stated: readonly StatedMigration[]): Promise<string[]> {
    await this.initPaths();
    return createStatedMigrations(this.#target(undefined), this.#entities(), stated);
  }

  /**
   * Writes the first migration, that makes all tables. MikroORM looks first that there is none yet, and where the tables
   * exist already, it notes the migration as applied.
   */
  override async createInitial(path?: string, name = "initial", blank = false): Promise<MigrationResult> {
    const target = this.#target(path);
    const takeBack = await takingBack(target);
    let written: CreatedMigrations | undefined;
    const generator = this.getDefaultGenerator();
    generator.generate = async () => {
      const platform = this.driver.getPlatform();
      written = await writeInitial(target, platform, this.#entities(), { name, isBlank: blank });
      return [written.code, written.fileName];
    };
    this.generator = generator;
    try {
      const result = await super.createInitial(path, name, blank);
      return { ...result, diff: written?.diff ?? result.diff };
    } catch (error) {
      if (written) await takeBack(written.fileName);
      throw error;
    } finally {
      this.generator = this.getDefaultGenerator();
    }
  }

  /** Everything that reads migrations or writes them begins here. */
  protected override async initPaths(): Promise<void> {
    await loadParser();
    await super.initPaths();
  }

  /** What the database has that an entity had, and none has now: tables and columns, in sentences. */
  async withoutEntity(): Promise<string[]> {
    await this.initPaths();
    const owned = ownedByAny(await this.#recordedOwners());
    return withoutEntity(this.driver.getPlatform(), await this.#database(), this.#entities(), owned);
  }

  /**
   * Writes the snapshot again: as the entities say, or as the database is that all migrations were applied to, without
   * what entities never owned.
   */
  async noteSchema(source: "entities" | "database"): Promise<void> {
    await this.initPaths();
    if (source === "entities") return this.#writeSnapshot(snapshotOfEntities(this.#entities()));
    const owned = ownedByAny([ownedBySchema(this.#entities()), ...(await this.#recordedOwners())]);
    await this.#writeSnapshot(snapshotOfDatabase(await this.#database(), owned));
  }

  /** Throws MigratorError GENERATE_SNAPSHOT_UNREADABLE, after a merge for example. */
  protected override async getSchemaFromSnapshot(): Promise<DatabaseSchema | undefined> {
    try {
      return await super.getSchemaFromSnapshot();
    } catch (error) {
      throw error instanceof SyntaxError ? unreadable(this.#target(undefined).snapshotFile, error) : error;
    }
  }

  /** Plain MikroORM also writes the database here, after migrations: what entities have is in the snapshot already. */
  protected override async storeCurrentSchema(schema?: DatabaseSchema): Promise<void> {
    if (schema && (await isOfEntities(this.#target(undefined).snapshotFile))) return;
    await this.noteSchema(schema ? "database" : "entities");
  }

  async #writeSnapshot(text: string): Promise<void> {
    const { snapshotFile } = this.#target(undefined);
    if (snapshotFile) await writeTogether([{ path: snapshotFile, text }]);
  }

  #entities(): DatabaseSchema {
    return this.#schemaGenerator().getTargetSchema(undefined, this.options.includeWildcardSchema ?? false);
  }

  // The snapshot says what the migrations so far make; a project without one is asked by its database.
  async #source(path: string | undefined): Promise<CreateSource> {
    await this.initPaths();
    const snapshot = await this.getSchemaFromSnapshot();
    return {
      ...this.#target(path),
      from: snapshot ?? (await this.#database()),
      to: this.#entities(),
      ...(!snapshot && { databaseUrl: databaseUrl(this.config) }),
      platform: this.driver.getPlatform(),
      owned: ownedByAny(await this.#recordedOwners()),
    };
  }

  async #database(): Promise<DatabaseSchema> {
    await this.init();
    return schemaOfDatabase(this.config, this.em, ownedByAny(await this.#recordedOwners()));
  }

  /** The snapshot, where it lists what entities have and nothing else, and the generated migrations. */
  async #recordedOwners(): Promise<Ownership[]> {
    const files = await this.discoverMigrations();
    const texts = await Promise.all(files.flatMap(({ path }) => (path ? readFile(path, "utf8") : [])));
    const isOwn = await isOfEntities(this.#target(undefined).snapshotFile);
    const snapshot = isOwn ? await this.getSchemaFromSnapshot() : undefined;
    return [...(snapshot ? [ownedBySchema(snapshot)] : []), ownedInMigrations(texts)];
  }

  #noteLeft(names: readonly string[]): void {
    this.config.getLogger().warn("migrator", leftAlone(names), { enabled: true });
  }

  #schemaGenerator(): SqlSchemaGenerator {
    const generator = this.config.getExtension<SqlSchemaGenerator>("@mikro-orm/schema-generator");
    if (generator) return generator;
    throw new MigratorError(
      "GENERATE_DATABASE_UNSUPPORTED",
      "MikroORM has no schema generator for this database.",
      "Take MikroORM from @mikro-orm/postgresql.",
    );
  }

  #target(path: string | undefined): CreateTarget {
    return targetOf(this.config, this.options, path);
  }
}
