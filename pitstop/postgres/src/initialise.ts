import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { handOver, serverAccount } from "./account.ts";
import { type Binaries, MAJOR_VERSION } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { diskFull, type Home, passwordOf } from "./home.ts";
import { finishReplacement } from "./replacement.ts";

/**
 * Makes the data folder on first use. It is made beside its place and moved there when it is complete, so that a
 * start that was killed half-way leaves nothing to trip over.
 */
export function initialise(home: Home, { initdb }: Binaries): void {
  finishReplacement(home);
  if (existsSync(home.data)) {
    checkVersion(home);
    return;
  }
  removeUnfinished(home);
  const { bavail, bsize } = statfsSync(home.folder);
  if (bavail * bsize < EMPTY_CLUSTER) throw diskFull(home.folder);
  // A name of its own: the initdb of a start that was killed may still be writing to another one.
  const unfinished = join(home.folder, `${UNFINISHED}${process.pid}-${Date.now()}`);
  const passwordFile = `${unfinished}.password`;
  mkdirSync(unfinished, { mode: 0o700 });
  handOver(unfinished);
  writePassword(passwordFile, passwordOf(home));
  const options = [
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--no-sync",
  ];
  // People sort "Audi" beside "audi"; byte order would put all capitals first.
  const sorting = ["--locale=C", "--locale-provider=icu", "--icu-locale=und"];
  const result = spawnSync(initdb, ["-D", unfinished, ...options, ...sorting], {
    ...serverAccount(),
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw initialisationError(home, `${result.error?.message ?? ""}${result.stderr ?? ""}`);
  }
  renameSync(unfinished, home.data);
}

/** What an empty cluster takes with its first piece of log, in bytes; a full disk ends initdb in many ways. */
const EMPTY_CLUSTER = 64 * 1024 * 1024;

const UNFINISHED = "unfinished-";

function removeUnfinished(home: Home): void {
  for (const name of readdirSync(home.folder).filter((entry) => entry.startsWith(UNFINISHED))) {
    rmSync(join(home.folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function checkVersion(home: Home): void {
  const version = readVersion(home.data);
  if (version === MAJOR_VERSION) return;
  throw new PostgresError(
    "POSTGRES_OTHER_VERSION",
    `The data in ${home.data} belongs to PostgreSQL ${version}; this is PostgreSQL ${MAJOR_VERSION}.`,
    `Move the folder away to begin with an empty database, or serve it with PostgreSQL ${version} and set DATABASE_URL.`,
  );
}

function readVersion(data: string): string {
  try {
    return readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  } catch {
    return "of an unknown version";
  }
}

function writePassword(file: string, password: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600 });
  handOver(file);
}

function initialisationError(home: Home, output: string): PostgresError {
  if (/No space left|Disk quota/i.test(output)) return diskFull(home.folder);
  const isBroken = /EACCES|ENOENT|shared librar|not found|required file/i.test(output);
  return new PostgresError(
    isBroken ? "POSTGRES_BINARY_BROKEN" : "POSTGRES_START_FAILED",
    `The embedded PostgreSQL could not make its data folder: ${output.trim().split("\n").at(-1)}`,
    isBroken
      ? "Delete node_modules and install the dependencies again, or set DATABASE_URL to a PostgreSQL server."
      : "See the message above, or set DATABASE_URL to a PostgreSQL server.",
  );
}
