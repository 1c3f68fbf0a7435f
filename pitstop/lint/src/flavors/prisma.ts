import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LintError } from "../lint-error.ts";
import type { Flavor } from "./flavor.ts";
import { folderEach, pathsOfFolders } from "./folder-each.ts";
import type { Folders } from "./folders.ts";
import { type PackageVersion, versionOf } from "./package-version.ts";
import { oneQuery, sqlMigration } from "./sql-migration.ts";

/** `prisma/migrations/<name>/migration.sql`, in the order of the folders' names. */
export const prisma: Flavor = {
  name: "prisma",
  nameOf: (path) => basename(dirname(path)),
  placeOf: folderEach,

  async setOf(path, folders) {
    await refuseOtherDatabase(dirname(dirname(path)), folders);
    return { paths: await pathsOfFolders(path, folders) };
  },

  async prepare(path, text) {
    const version = await versionOf("prisma", dirname(dirname(path)));
    return sqlMigration(text, runsStatementsAlone(version, text) ? {} : oneQuery);
  },
};

/**
 * Up to 7.7 a migration is one query, so several statements are one transaction. Since then its statements are sent one by
 * one (prisma-engines #5767, and #5799 for the shadow database), unless Prisma's own parser can't split the file, which
 * it can't where it says DROP INDEX CONCURRENTLY (#5847).
 */
function runsStatementsAlone(version: PackageVersion | undefined, text: string): boolean {
  if (version === undefined || /drop\s+index\s+concurrently/i.test(text)) return false;
  return version.major > 7 || (version.major === 7 && version.minor >= 8);
}

async function refuseOtherDatabase(folder: string, folders: Folders): Promise<void> {
  if (!(await folders.namesIn(folder)).includes("migration_lock.toml")) return;
  const lock = await readFile(join(folder, "migration_lock.toml"), "utf8");
  const provider = /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock)?.[1];
  if (provider === undefined || /^postgres(ql)?$/.test(provider)) return;
  throw new LintError(
    "LINT_NOT_POSTGRESQL",
    `The migrations in ${folder} are for ${provider}.`,
    "This linter reads PostgreSQL only. Leave the folder out.",
  );
}
