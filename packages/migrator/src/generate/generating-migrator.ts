import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type MigrationResult, Migrator } from "@mikro-orm/migrations";
import { DatabaseSchema, type SqlSchemaGenerator } from "@mikro-orm/sql";
import { connect } from "../connection.ts";
import { databaseUrl } from "../database-url.ts";
import { ownedSchemas } from "../drift/owned-schemas.ts";
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
import { differenceWithoutGuesses } from "./difference.ts";
import { type IsOurs, leaveOthersAlone, namesIn } from "./ours.ts";
import type { PlannedFile } from "./planned-file.ts";
import { printSnapshot } from "./print-snapshot.ts";
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
    return createMigrations(await this.#source(path), options);
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
    const before =
      target.snapshotFile && (await readFile(target.snapshotFile, "utf8").catch(() => undefined));
    let written: CreatedMigrations | undefined;
    const generator = this.getDefaultGenerator();
    generator.generate = async () => {
      written = await this.#writeInitial(target, name, blank);
      return [written.code, written.fileName];
    };
    this.generator = generator;
    try {
      const result = await super.createInitial(path, name, blank);
      return { ...result, diff: written?.diff ?? result.diff };
    } catch (error) {
      if (written) await takeBack(target, written.fileName, before);
      throw error;
    } finally {
      this.generator = this.getDefaultGenerator();
    }
  }

  /** What the database has of ours and no entity says: tables and columns, in sentences. */
  async withoutEntity(): Promise<string[]> {
    await this.initPaths();
    const platform = this.driver.getPlatform();
    const difference = differenceWithoutGuesses(platform, await this.#schemaOfDatabase(), this.#entities());
    leaveOthersAlone(difference, await this.#namesInMigrations());
    const columns = Object.values(difference.changedTables).flatMap((table) =>
      Object.keys(table.removedColumns).map((column) => `${table.name}.${column}`),
    );
    const names = [...Object.keys(difference.removedTables), ...columns];
    return names.map((name) => `${name} has no entity, and no migration drops it.`);
  }

  /** Writes the snapshot anew: as the entities say, or as the database is that all migrations were applied to. */
  async noteSchema(source: "entities" | "database"): Promise<void> {
    await this.initPaths();
    await this.storeCurrentSchema(source === "entities" ? this.#entities() : await this.#schemaOfDatabase());
  }

  /** Throws MigratorError GENERATE_SNAPSHOT_UNREADABLE, after a merge for example. */
  protected override async getSchemaFromSnapshot(): Promise<DatabaseSchema | undefined> {
    try {
      return await super.getSchemaFromSnapshot();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const { snapshotFile = "the snapshot" } = this.#target(undefined);
      throw new MigratorError(
        "GENERATE_SNAPSHOT_UNREADABLE",
        `${snapshotFile} is not JSON: ${error.message}`,
        "After a merge, `pitstop merge` rebuilds it from the migrations; otherwise restore it from git.",
        { cause: error },
      );
    }
  }

  protected override async storeCurrentSchema(schema = this.#entities()): Promise<void> {
    const { snapshotFile } = this.#target(undefined);
    if (snapshotFile) await writeTogether([{ path: snapshotFile, text: printSnapshot(schema) }]);
  }

  #writeInitial(target: CreateTarget, name: string, blank: boolean): Promise<CreatedMigrations> {
    const to = this.#entities();
    if (blank) return createBlankMigration(target, to, name);
    const platform = this.driver.getPlatform();
    return createMigrations(
      { ...target, platform, from: new DatabaseSchema(platform, to.name), to, isOurs: () => true },
      { name },
    );
  }

  #entities(): DatabaseSchema {
    return this.#schemaGenerator().getTargetSchema(undefined, this.options.includeWildcardSchema ?? false);
  }

  // The snapshot says what the migrations so far make; a project without one is asked by its database.
  async #schemaOfDatabase(): Promise<DatabaseSchema> {
    await this.init();
    const client = await connect(databaseUrl(this.config));
    try {
      const isOurs = await this.#namesInMigrations();
      return (await ownedSchemas(this.config, this.em, client, isOurs)).database;
    } finally {
      await client.end();
    }
  }

  async #source(path: string | undefined): Promise<CreateSource> {
    await this.initPaths();
    const snapshot = await this.getSchemaFromSnapshot();
    return {
      ...this.#target(path),
      from: snapshot ?? (await this.#schemaOfDatabase()),
      to: this.#entities(),
      ...(!snapshot && { databaseUrl: databaseUrl(this.config) }),
      platform: this.driver.getPlatform(),
      isOurs: await this.#namesInMigrations(),
    };
  }

  async #namesInMigrations(): Promise<IsOurs> {
    const files = await this.discoverMigrations();
    const texts = await Promise.all(files.flatMap(({ path }) => (path ? readFile(path, "utf8") : [])));
    // Migrations that are classes have no text to look into.
    return texts.length < files.length ? () => true : namesIn(texts);
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

  // Where MikroORM itself reads the snapshot from.
  #target(path: string | undefined): CreateTarget {
    const { emit, pathTs, path: compiled, snapshot, snapshotName } = this.options;
    const folder = (emit === "ts" && pathTs ? pathTs : compiled) ?? "migrations";
    const base = this.config.get("baseDir");
    const database = this.config.get("dbName")?.split(/[/\\]/).at(-1)?.replaceAll(":", "") ?? "";
    const name = `${snapshotName ?? `.snapshot-${database}`}.json`;
    return {
      folder: resolve(base, path ?? folder),
      snapshotFile: snapshot === false ? undefined : join(resolve(base, folder), name),
    };
  }
}

async function takeBack(target: CreateTarget, fileName: string, snapshot: string | undefined): Promise<void> {
  await rm(join(target.folder, fileName), { force: true });
  if (target.snapshotFile === undefined) return;
  if (snapshot === undefined) await rm(target.snapshotFile, { force: true });
  else await writeFile(target.snapshotFile, snapshot);
}
