import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { quoted } from "@pitstop/lint/sql";
import { freePort, startEmbeddedTestServer, temporaryFolder } from "@pitstop/postgres";
import { onTestFinished } from "vitest";
import { withDatabase } from "../src/backup/database-url.ts";
import type { Manifest } from "../src/backup/manifest.ts";
import { connect } from "../src/connection.ts";

/** A folder for one test; the account of a server may pass through it. */
export function newFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

/** What a manifest says where a test does not care; without files. */
export const plainManifest: Omit<Manifest, "format"> = {
  id: "cars",
  createdAt: "2026-11-01T00:00:00.000Z",
  method: "command",
  tool: "a command",
  server: { systemIdentifier: "7000000000000000001", address: "db.example:5432" },
  database: "cars",
  locale: { encoding: "UTF8", collate: "C", ctype: "C", provider: null, locale: null, rules: null },
  databaseBytes: 0,
  serverVersion: 180_004,
  migrations: [],
  fingerprints: [],
  files: [],
};

/** A folder on a file system of its own, of a size such as "2m"; undefined where none can be mounted. */
export function smallDisk(size: string): string | undefined {
  const folder = newFolder();
  const mount = ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder];
  if (!isRoot || spawnSync("mount", mount).status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", [folder]));
  return folder;
}

/** Said where a test needs a file system that can be full. */
export const noSmallDisk = "SKIPPED: only root can mount a small file system";

export async function run(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** An embedded server of its own for one test, with an empty database. */
export async function embeddedServer(database = "pitstop") {
  const server = await startEmbeddedTestServer();
  onTestFinished(server.remove);
  await run(server.url, `create database "${database}"`);
  return {
    folder: server.folder,
    url: withDatabase(server.url, database),
    pid: server.pid,
    stop: server.stop,
  };
}

/** A server with programs of its own version, which is what pg_dump needs. */
export interface InstalledServer {
  readonly major: number;
  /** Of its database `postgres`, with a password. */
  readonly url: string;
  /** Kills it, the hard way, and starts it again. */
  crash(): Promise<void>;
  stop(): void;
}

const INSTALLED = "/usr/lib/postgresql";

function installedVersion(): number | undefined {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).map(Number) : [];
  return versions
    .filter((version) => existsSync(join(INSTALLED, `${version}/bin/initdb`)))
    .sort()
    .at(-1);
}

export const isServerInstalled = (): boolean => installedVersion() !== undefined;

/** Starts the newest PostgreSQL that the system's packages brought; undefined where there is none. */
export async function startInstalledServer(): Promise<InstalledServer | undefined> {
  const major = installedVersion();
  if (major === undefined) return undefined;
  const bin = join(INSTALLED, String(major), "bin");
  const account = accountOfServer();
  const folder = mkdtempSync(join(tmpdir(), "pitstop-installed-"));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");
  const port = await freePort();
  const attempt = (name: string, ...parameters: string[]) =>
    spawnSync(join(bin, name), parameters, { ...account, cwd: folder, encoding: "utf8" });
  const program = (name: string, ...parameters: string[]) => {
    const { status, stderr } = attempt(name, ...parameters);
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
  };
  program(
    "initdb",
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "--no-sync",
    "--encoding=UTF8",
    "--locale=C",
  );
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=''`;
  const start = ["start", "-w", "-D", data, "-l", join(folder, "log"), "-o", settings];
  program("pg_ctl", ...start);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await run(url, "alter role postgres password 'Geh€im:@/'");
  spawnSync("sed", ["-i", "s/trust$/scram-sha-256/", join(data, "pg_hba.conf")]);
  program("pg_ctl", "reload", "-D", data);
  return {
    major,
    url: url.replace("postgres@", `postgres:${encodeURIComponent("Geh€im:@/")}@`),
    crash: async () => {
      process.kill(Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10), "SIGKILL");
      // It does not start while its orphans still use the data; they end by themselves.
      while (attempt("pg_ctl", ...start).status !== 0) await pause(100);
    },
    stop: () => {
      program("pg_ctl", "stop", "-m", "immediate", "-D", data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Root may not run PostgreSQL; the packages bring an account for it. */
function accountOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  return { uid: idOf("-u"), gid: idOf("-g") };
}

let count = 0;

/** An empty database for one test. */
export async function newDatabase(
  serverUrl: string,
  name = `backup_${process.pid}_${++count}`,
): Promise<string> {
  await run(serverUrl, `create database ${quoted(name)}`);
  onTestFinished(async () => {
    await run(serverUrl, `drop database if exists ${quoted(name)} with (force)`);
  });
  return withDatabase(serverUrl, name);
}

/** Said where a test needs programs that come with the system's packages. */
export const notInstalled =
  "SKIPPED: no PostgreSQL of the system's packages under /usr/lib/postgresql (Debian: apt-get install postgresql)";

export const isRoot = process.getuid?.() === 0;
