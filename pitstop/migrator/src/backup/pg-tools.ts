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
export function findTools(
  serverMajor: number,
  work: keyof typeof otherwise,
  folders: readonly string[] = knownFolders(),
): PostgresTools {
  const found = folders.flatMap(toolsIn).sort((one, other) => majorOf(one) - majorOf(other));
  const fitting = found.find((tools) => majorOf(tools) >= serverMajor);
  if (fitting) return fitting;
  const newest = found.at(-1);
  throw newest ? tooOld(newest, serverMajor, work) : missing(serverMajor, work);
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

/** What else can be done where they cannot be installed. */
const otherwise = {
  backup: ", or name a backup command of your own in PITSTOP_BACKUP_COMMAND",
  restore: "",
  sample: ", or rehearse on a machine that has them",
} as const;

const howToInstall = (major: number, work: keyof typeof otherwise): string =>
  `Install the PostgreSQL ${major} client programs (Debian and Ubuntu: apt-get install postgresql-client-${major}; macOS: brew install postgresql@${major})${otherwise[work]}.`;

const missing = (major: number, work: keyof typeof otherwise): MigratorError =>
  new MigratorError(
    "BACKUP_TOOL_MISSING",
    `pg_dump and pg_restore of PostgreSQL ${major} or newer are not installed on this machine.`,
    howToInstall(major, work),
  );

const tooOld = (
  { version, dump }: PostgresTools,
  major: number,
  work: keyof typeof otherwise,
): MigratorError =>
  new MigratorError(
    "BACKUP_TOOL_TOO_OLD",
    work === "restore"
      ? `The backup is from PostgreSQL ${major}, but the newest pg_restore here is ${version} (next to ${dump}), which can't read it.`
      : `The server is PostgreSQL ${major}, but the newest pg_dump here is ${version} (${dump}), which can't dump all of it.`,
    howToInstall(major, work),
  );
