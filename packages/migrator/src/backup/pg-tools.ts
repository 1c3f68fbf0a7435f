import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { MigratorError } from "../errors.ts";

/** pg_dump and the pg_restore beside it. */
export interface PostgresTools {
  readonly dump: string;
  readonly restore: string;
  /** "15.18" */
  readonly version: string;
}

/**
 * Finds the programs for a server of this major version: those of the same version, or else the next newer ones. A
 * pg_dump that is older than the server does not know all that is in there and is refused. Throws MigratorError
 * BACKUP_TOOL_MISSING and BACKUP_TOOL_TOO_OLD.
 */
export function findTools(serverMajor: number, folders: readonly string[] = knownFolders()): PostgresTools {
  const found = folders.flatMap(toolsIn).sort((one, other) => majorOf(one) - majorOf(other));
  const fitting = found.find((tools) => majorOf(tools) >= serverMajor);
  if (fitting) return fitting;
  const newest = found.at(-1);
  throw newest ? tooOld(newest, serverMajor) : missing(serverMajor);
}

const majorOf = ({ version }: PostgresTools): number => Number.parseInt(version, 10);

/** PATH, and where the packages of Debian, Red Hat and Homebrew put the programs of each version. */
function knownFolders(): string[] {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const versioned = [
    ["/usr/lib/postgresql", /^\d+$/, "bin"],
    ["/usr", /^pgsql-\d+$/, "bin"],
    ["/opt/homebrew/opt", /^(postgresql@\d+|libpq)$/, "bin"],
    ["/usr/local/opt", /^(postgresql@\d+|libpq)$/, "bin"],
  ] as const;
  const beside = versioned.flatMap(([parent, name, below]) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((entry) => name.test(entry))
          .map((entry) => join(parent, entry, below))
      : [],
  );
  // Debian's /usr/bin/pg_dump chooses among these by itself, and not always the one that fits.
  return [...beside, ...path];
}

function toolsIn(folder: string): PostgresTools[] {
  const [dump, restore] = [join(folder, "pg_dump"), join(folder, "pg_restore")];
  if (!existsSync(dump) || !existsSync(restore)) return [];
  const { stdout } = spawnSync(dump, ["--version"], { encoding: "utf8" });
  const version = / (\d+(\.\d+)?)/.exec(stdout ?? "")?.[1];
  return version ? [{ dump, restore, version }] : [];
}

const howToInstall = (major: number): string =>
  `Install the client programs of PostgreSQL ${major} (Debian and Ubuntu: apt-get install postgresql-client-${major}; macOS: brew install postgresql@${major}), or name a backup command of your own in PITSTOP_BACKUP_COMMAND.`;

const missing = (major: number): MigratorError =>
  new MigratorError(
    "BACKUP_TOOL_MISSING",
    `There is no pg_dump on this machine to back up a server of PostgreSQL ${major}.`,
    howToInstall(major),
  );

const tooOld = ({ version, dump }: PostgresTools, major: number): MigratorError =>
  new MigratorError(
    "BACKUP_TOOL_TOO_OLD",
    `The server is PostgreSQL ${major}, and the newest pg_dump here is ${version} (${dump}): it would not see all that is there.`,
    howToInstall(major),
  );
