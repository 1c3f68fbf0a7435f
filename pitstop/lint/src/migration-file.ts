import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LintError } from "./lint-error.ts";
import { loadMigration } from "./load-migration.ts";
import { listSteps } from "./migration-steps.ts";
import type { ReadableMigration } from "./readable-migration.ts";
import type { Snapshot } from "./snapshot.ts";
import { hashOf } from "./step.ts";

/**
 * Reads what `up` of a migration file really issues, by calling it. Throws LintError LINT_MIGRATION_INVALID,
 * LINT_MIGRATION_FAILED and LINT_MIGRATION_QUERIES.
 */
export async function readMigrationFile(path: string): Promise<ReadableMigration> {
  const migration = await loadMigration(path);
  const steps = await listSteps(path, migration);
  const hash = hashOf(steps.map((step) => step.hash).join("\n"));
  return { name: nameOf(path), isTransactional: migration.isTransactional(), steps, hash };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
