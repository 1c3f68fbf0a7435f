import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { databaseOf, withDatabase } from "./database-url.ts";
import { explained, type Work } from "./failure.ts";
import { backUp, openSample, openShadow, restoreBackup } from "./index.ts";
import { openBackup } from "./manifest.ts";

let installed: InstalledServer | undefined;
let url: string;
let backup: string;
const folder = mkdtempSync(join(tmpdir(), "pitstop-failure-"));
beforeAll(async () => {
  installed = await startInstalledServer();
  if (!installed) return;
  await run(installed.url, "create database failures");
  url = withDatabase(installed.url, "failures");
  await run(url, "create table cars as select 1 as id");
  backup = (await backUp({ url, folder })).folder;
});
beforeEach(({ skip }) => {
  if (!installed) skip(notInstalled);
});
afterAll(() => {
  installed?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const changed = (change: (address: URL) => void): string => {
  const address = new URL(url);
  change(address);
  return address.href;
};

const works: readonly (readonly [work: Work, run: (url: string) => Promise<unknown>])[] = [
  ["backup", (target) => backUp({ url: target, folder: newFolder() })],
  ["restore", (target) => restoreBackup({ backup, url: target })],
  ["shadow", (target) => openShadow(openBackup(backup), { url: target })],
  ["sample", (target) => openSample({ url: target, rows: 10, migrationsTable: "mikro_orm_migrations" })],
];

test.each<[what: string, change: (address: URL) => void, code: string, hint: RegExp]>([
  [
    "a wrong password",
    (address) => (address.password = "wrong"),
    "DATABASE_LOGIN_REFUSED",
    /user and the password/,
  ],
  ["no password", (address) => (address.password = ""), "DATABASE_LOGIN_REFUSED", /user and the password/],
  [
    "an unknown account",
    (address) => (address.username = "nobody"),
    "DATABASE_LOGIN_REFUSED",
    /user and the password/,
  ],
  [
    "a port where nobody answers",
    (address) => (address.port = "1"),
    "BACKUP_CONNECTION_LOST",
    /host and port/,
  ],
  [
    "a host that is none",
    (address) => (address.hostname = "nowhere".padEnd(70, "x")),
    "BACKUP_CONNECTION_LOST",
    /host and port/,
  ],
  [
    "a server without TLS",
    (address) => (address.search = "?sslmode=require"),
    "DATABASE_TLS_REFUSED",
    /sslmode/,
  ],
])(
  "%s is named, whatever was tried, and nobody is told to try the same again",
  async (_, change, code, hint) => {
    for (const [work, attempt] of works) {
      const error = await attempt(changed(change)).catch((reason: unknown) => reason);
      expect({ work, error }).toEqual({
        work,
        error: expect.objectContaining({ code, hint: expect.stringMatching(hint) }),
      });
    }
  },
);

test("a database that is not there is named, and a restore makes it", async () => {
  const missing = changed((address) => (address.pathname = "/failures_missing"));
  for (const [work, attempt] of works.filter(([name]) => name === "backup" || name === "sample")) {
    const error = await attempt(missing).catch((reason: unknown) => reason);
    expect({ work, error }).toMatchObject({
      work,
      error: { code: "DATABASE_MISSING", message: expect.stringContaining("failures_missing") },
    });
  }
  await expect(restoreBackup({ backup, url: missing })).resolves.toMatchObject({ kept: undefined });
  await run(installed?.url ?? "", "drop database failures_missing");
});

test("an account that may not create databases is advised by what it wants one for", async () => {
  const modest = changed((address) => (address.username = address.password = `modest_${process.pid}`));
  await run(url, `create role modest_${process.pid} login password 'modest_${process.pid}'`);
  onTestFinished(async () => void (await run(url, `drop role modest_${process.pid}`)));
  const [, restoring, shadow] = works.map(([, attempt]) =>
    attempt(modest).catch((reason: unknown) => reason),
  );
  expect(await restoring).toMatchObject({
    code: "BACKUP_NO_RIGHTS",
    hint: expect.stringMatching(/alter role "modest_\d+" createdb.*account in DATABASE_URL/),
  });
  expect(await restoring).not.toMatchObject({ hint: expect.stringContaining("SHADOW_DATABASE_URL") });
  expect(await shadow).toMatchObject({ hint: expect.stringContaining("SHADOW_DATABASE_URL") });
});

test("a server without free connections is reported", async () => {
  const name = `crowded_${process.pid}`;
  const crowded = await newDatabase(installed?.url ?? "", name);
  await run(url, `create role ${name} login password '${name}'`, `alter database ${name} connection limit 0`);
  onTestFinished(async () => void (await run(url, `drop role ${name}`)));
  const address = new URL(crowded);
  address.username = address.password = name;
  expect(databaseOf(address.href)).toBe(name);
  await expect(backUp({ url: address.href, folder: newFolder() })).rejects.toMatchObject({
    code: "DATABASE_FULL",
  });
});

test("a folder of backups that is a file is named", async () => {
  const file = join(newFolder(), "backups");
  writeFileSync(file, "");
  await expect(backUp({ url, folder: file })).rejects.toMatchObject({
    code: "BACKUP_FOLDER_INVALID",
    hint: expect.stringContaining(file),
  });
});

test.each<[message: string, code: string]>([
  [
    'pg_dump: error: connection to server at "db", port 5432 failed: FATAL:  password authentication failed for user "a"',
    "DATABASE_LOGIN_REFUSED",
  ],
  [
    'pg_dump: error: connection to server at "db", port 5432 failed: fe_sendauth: no password supplied',
    "DATABASE_LOGIN_REFUSED",
  ],
  [
    'pg_dump: error: connection to server at "db", port 5432 failed: FATAL:  database "cars" does not exist',
    "DATABASE_MISSING",
  ],
  [
    'pg_dump: error: connection to server at "db", port 5432 failed: Connection refused',
    "BACKUP_CONNECTION_LOST",
  ],
  ["pg_dump: error: aborting because of server version mismatch", "BACKUP_TOOL_TOO_OLD"],
  ["pg_restore: error: unsupported version (1.16) in file header", "BACKUP_TOOL_TOO_OLD"],
  ['could not extend file "base/5/1": No space left on device', "BACKUP_NO_SPACE"],
  ['role "passing" does not exist', "BACKUP_FAILED"],
])("what a program of PostgreSQL says is understood: %s", (message, code) => {
  expect(explained(new Error(message), "backup")).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test("the programs that are here say it in these words", async () => {
  const { dump } = (await import("./pg-tools.ts")).findTools(installed?.major ?? 0, "backup");
  const { stderr } = spawnSync(
    dump,
    ["--no-password", `--dbname=${changed((address) => (address.password = "wrong"))}`],
    { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  expect(explained(new Error(stderr), "backup")).toMatchObject({ code: "DATABASE_LOGIN_REFUSED" });
});
