import { basename, dirname, join } from "node:path";
import type { FileOptions } from "../linter.ts";
import type { Flavor, Settings } from "./flavor.ts";
import { folderEach, pathsOfFolders } from "./folder-each.ts";
import { oneQuery, sqlMigration } from "./sql-migration.ts";
import { upSection } from "./up-section.ts";

/** Any .sql file. Files whose names begin with a version are applied in its order; any other stands for itself. */
export const plainSql: Flavor = {
  name: "sql",
  nameOf: (path) =>
    isUpOfFolder(path) ? basename(dirname(path)) : basename(path).replace(/(\.up)?\.sql$/i, ""),
  placeOf(path) {
    if (isUpOfFolder(path)) return folderEach(path);
    return versionIn(basename(path)) === undefined ? path : join(dirname(path), "*.sql");
  },

  async setOf(path, folders) {
    if (isUpOfFolder(path)) return { paths: await pathsOfFolders(path, folders) };
    if (versionIn(basename(path)) === undefined) return { paths: [path] };
    const folder = dirname(path);
    const versions = (await folders.namesIn(folder)).flatMap((name) => {
      const version = /\.sql$/i.test(name) && !isDownFile(name) ? versionIn(name) : undefined;
      return version === undefined ? [] : [{ name, version }];
    });
    const sorted = versions.toSorted((one, other) => compareVersions(one.version, other.version));
    return { paths: sorted.map(({ name }) => join(folder, name)) };
  },

  async prepare(path, text, settings) {
    const section = upSection(text);
    const own = section ?? { sql: text, isInTransaction: undefined };
    return sqlMigration(own.sql, runBy(path, own.isInTransaction, settings));
  },
};

/** Whether a file takes a migration back: it may drop what the migration created. */
export const isDownFile = (path: string): boolean =>
  /(^|\.)down\.sql$/i.test(basename(path)) || /^U\d[\d._]*__.*\.sql$/.test(basename(path));

const isUpOfFolder = (path: string): boolean => /^up\.sql$/i.test(basename(path));

/**
 * golang-migrate sends a `.up.sql` file as one query, and sqlx and diesel begin a transaction: in all of them several
 * statements are one transaction. About any other file nothing is known, and its statements count one by one.
 */
function runBy(path: string, isStated: boolean | undefined, { transaction }: Settings): FileOptions {
  const isInTransaction = isStated ?? transaction;
  if (isInTransaction !== undefined) return { isInTransaction };
  return /(^|\.)up\.sql$/i.test(basename(path)) ? oneQuery : {};
}

/** `20260101_cars.sql`, `0001-cars.up.sql`, `V1.2__cars.sql` (Flyway); undefined without a version. */
function versionIn(name: string): readonly bigint[] | undefined {
  const digits = /^(?:V(?<flyway>\d[\d._]*)__|(?<plain>\d+(?:\.\d+)*))/i.exec(name)?.groups;
  const version = digits?.flyway ?? digits?.plain;
  return version?.split(/[._]+/).filter(Boolean).map(BigInt);
}

function compareVersions(one: readonly bigint[], other: readonly bigint[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [left, right] = [one[index] ?? 0n, other[index] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
