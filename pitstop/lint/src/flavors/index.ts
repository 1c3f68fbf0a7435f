import { basename, dirname } from "node:path";
import { LintError } from "../lint-error.ts";
import { isMigrationFile } from "../migration-file.ts";
import type { FlavorName } from "./advice.ts";
import { drizzle } from "./drizzle.ts";
import type { Flavor } from "./flavor.ts";
import type { Folders } from "./folders.ts";
import { mikroOrm } from "./mikro-orm.ts";
import { plainSql } from "./plain-sql.ts";
import { prisma } from "./prisma.ts";

export const flavors: Readonly<Record<FlavorName, Flavor>> = {
  "mikro-orm": mikroOrm,
  prisma,
  drizzle,
  sql: plainSql,
};

export const isSqlFile = (path: string): boolean => /\.sql$/i.test(path);

/** The flavor of a migration, by its name and what is beside it. Throws LintError LINT_FILE_UNREADABLE. */
export async function flavorOf(path: string, folders: Folders, stated?: FlavorName): Promise<Flavor> {
  if (isSqlFile(path) && stated !== "mikro-orm") {
    return stated === undefined ? detected(path, folders) : flavors[stated];
  }
  if (isMigrationFile(path) && (stated === undefined || stated === "mikro-orm")) return mikroOrm;
  throw new LintError(
    "LINT_FILE_UNREADABLE",
    stated === undefined
      ? `${path} is neither SQL nor a migration.`
      : `${path} isn't a migration of the flavor "${stated}".`,
    "Name .sql files and MikroORM migrations (.ts or .js), or drop the flavor.",
  );
}

async function detected(path: string, folders: Folders): Promise<Flavor> {
  const beside = await folders.namesIn(dirname(path));
  // Since drizzle-kit 1 each migration has a folder, with a snapshot that Prisma's don't have.
  if (basename(path) === "migration.sql") return beside.includes("snapshot.json") ? drizzle : prisma;
  if (!beside.includes("meta")) return plainSql;
  const isDrizzle = (await folders.namesIn(`${dirname(path)}/meta`)).includes("_journal.json");
  return isDrizzle ? drizzle : plainSql;
}
