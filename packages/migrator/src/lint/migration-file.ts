import { readdir, readFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Migration } from "@mikro-orm/migrations";
import { type ReadMigration, readMigration } from "../migration/read-migration.ts";
import { LintError } from "./lint-error.ts";
import type { Snapshot } from "./snapshot.ts";

// A migration outside of a workspace, such as one that is being tried out, finds MikroORM where the linter finds it.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^@(mikro-orm|pitstop)\//.test(specifier)) throw error;
      return next(specifier, { ...context, parentURL: import.meta.url });
    }
  },
});

/**
 * Reads what `up` of a migration file really issues, by calling it. Throws LintError LINT_MIGRATION_INVALID and
 * LINT_MIGRATION_FAILED, and MigratorError MIGRATION_NOT_READABLE.
 */
export async function readMigrationFile(path: string): Promise<ReadMigration> {
  const Found = Object.values(await exportsOf(path)).find(isMigrationClass);
  if (Found === undefined) {
    throw new LintError(
      "LINT_MIGRATION_INVALID",
      `${path} exports no migration.`,
      "A migration file exports one class that extends Migration and has an up().",
    );
  }
  try {
    // A migration that only lists its SQL uses neither driver nor configuration.
    return await readMigration(nameOf(path), new Found(undefined, undefined), "up");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MIGRATION_NOT_READABLE") throw error;
    throw new LintError(
      "LINT_MIGRATION_FAILED",
      `up() of ${path} failed: ${messageOf(error)}`,
      "up() is called to see what it lists, without a database: it may only use this.addSql and this.backfill.",
      { cause: error },
    );
  }
}

/** The migrations of the same folder that sort before it, oldest first. */
export async function earlierMigrations(path: string): Promise<ReadMigration[]> {
  const names = (await readdir(dirname(path))).filter(
    (name) => isMigrationFile(name) && name < basename(path),
  );
  const migrations: ReadMigration[] = [];
  for (const name of names.toSorted((one, other) => (one < other ? -1 : 1))) {
    // A file beside it that is no migration, or that cannot be read, is not what is linted: less is known without it.
    const migration = await readMigrationFile(join(dirname(path), name)).catch(() => undefined);
    if (migration !== undefined) migrations.push(migration);
  }
  return migrations;
}

/** MikroORM's snapshot in the folder of the migration, where there is one. */
export async function snapshotBeside(path: string): Promise<Snapshot | undefined> {
  const name = (await readdir(dirname(path))).find((file) => /snapshot.*\.json$/.test(file));
  if (name === undefined) return undefined;
  const file = join(dirname(path), name);
  try {
    const snapshot: unknown = JSON.parse(await readFile(file, "utf8"));
    // MikroORM writes this file; what the linter does not find in it, it does not know.
    return snapshot as Snapshot;
  } catch (error) {
    throw new LintError(
      "LINT_FILE_UNREADABLE",
      `The snapshot ${file} is not JSON: ${messageOf(error)}`,
      "Put it back as MikroORM wrote it (git checkout), or create the migration again.",
      { cause: error },
    );
  }
}

export function isMigrationFile(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name) && !/\.(d|test|spec)\.[cm]?ts$/.test(name);
}

function nameOf(path: string): string {
  return basename(path).replace(/\.[cm]?[jt]s$/, "");
}

async function exportsOf(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    throw new LintError(
      "LINT_MIGRATION_INVALID",
      `${path} cannot be loaded: ${messageOf(error)}`,
      "Correct the file so that Node can import it; `tsc` says where.",
      { cause: error },
    );
  }
}

type MigrationClass = new (driver: undefined, config: undefined) => Migration;

function isMigrationClass(value: unknown): value is MigrationClass {
  if (typeof value !== "function") return false;
  const prototype: unknown = value.prototype;
  return ["up", "getQueries", "isTransactional"].every(
    (name) => typeof prototype === "object" && prototype !== null && name in prototype,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
