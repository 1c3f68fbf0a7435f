import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "@pitstop/postgres";
import { describe, expect, test } from "vitest";
import { embeddedServer, newFolder, run } from "../../test/installed-server.ts";
import { connect } from "../connection.ts";
import { compareFingerprints, fingerprintTables } from "../fingerprint/index.ts";
import { backUp, openShadow, restoreBackup } from "./index.ts";

const cars = `create table cars (id int primary key, plate text);
  insert into cars select n, 'P' || n from generate_series(1, 1000) as n;
  create table mikro_orm_migrations (id serial, name text, executed_at timestamptz);
  insert into mikro_orm_migrations (name) values ('Migration1'), ('Migration2')`;

describe("a backup of the embedded server", () => {
  test("says what it holds, and only its owner can read it", async () => {
    const { folder: embeddedFolder, url } = await embeddedServer();
    await run(url, cars);
    const folder = newFolder();
    const seen: string[] = [];
    const migrationsTable = { table: "mikro_orm_migrations" };
    const onProgress = ({ task }: { task: string }) => void seen.push(task);
    const backup = await backUp({ url, folder, embeddedFolder, migrationsTable, onProgress });
    expect(backup.manifest).toMatchObject({
      format: 1,
      id: backup.id,
      method: "base backup",
      server: { systemIdentifier: expect.stringMatching(/^\d+$/), address: embeddedFolder },
      database: "pitstop",
      migrations: ["Migration1", "Migration2"],
      files: [{ path: "postgres.tar.zst" }],
    });
    expect(backup.manifest.fingerprints).toMatchObject([
      { table: "cars", rows: 1000 },
      { table: "mikro_orm_migrations" },
    ]);
    expect(backup.id).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-pitstop$/);
    expect(readdirSync(folder)).toEqual([backup.id]);
    expect(statSync(backup.folder).mode & 0o077).toBe(0);
    expect(new Set(seen)).toEqual(new Set(["Backing up", "Computing checksums"]));
  });

  test("opens as a shadow that can be changed, and leaves nothing behind", async () => {
    const { folder: embeddedFolder, url } = await embeddedServer('Odd "name"'.replaceAll('"', "'"));
    await run(url, cars);
    const folder = newFolder();
    const backup = await backUp({ url, folder, embeddedFolder });
    const shadow = await openShadow(backup, { url });
    await run(shadow.url, "delete from cars");
    expect(await run(url, "select count(*)::int as n from cars")).toEqual([{ n: 1000 }]);
    await shadow.remove();
    expect(readdirSync(folder)).toEqual([backup.id]);
    await expect(connect(shadow.url)).rejects.toThrow();
  });

  test("keeps the fingerprints of all tables except one written to during the backup", async () => {
    const { folder: embeddedFolder, url } = await embeddedServer();
    await run(
      url,
      cars,
      "create table busy as select 0 as n",
      "create unlogged table cache as select 1 as n",
    );
    const making = new AbortController();
    const writing = (async () => {
      while (!making.signal.aborted) await run(url, "update busy set n = n + 1");
    })();
    const backup = await backUp({ url, folder: newFolder(), embeddedFolder });
    making.abort();
    await writing;
    expect(backup.manifest.fingerprints.map(({ table }) => table)).toEqual(["cars", "mikro_orm_migrations"]);
    await (await openShadow(backup, { url })).remove();
  });

  test("is restored when nobody uses the server, and what was there before is kept", async () => {
    const { folder: embeddedFolder, url, stop } = await embeddedServer();
    await run(url, cars);
    const { folder: backup } = await backUp({ url, folder: newFolder(), embeddedFolder });
    await run(url, "update cars set plate = 'lost'", "create table later (id int)");
    await expect(restoreBackup({ backup, url, embeddedFolder })).rejects.toMatchObject({
      code: "POSTGRES_IN_USE",
    });
    await stop();
    const { kept } = await restoreBackup({ backup, url, embeddedFolder });
    const server = await startPostgres({ folder: embeddedFolder });
    expect(
      await run(server.urlOf("pitstop"), "select count(*)::int as n from cars where plate = 'P' || id"),
    ).toEqual([{ n: 1000 }]);
    await server.stop();
    expect(existsSync(join(kept ?? "", "PG_VERSION"))).toBe(true);
  });

  test("cannot be put into another kind of server", async () => {
    const { folder: embeddedFolder, url } = await embeddedServer();
    const { folder: backup } = await backUp({ url, folder: newFolder(), embeddedFolder });
    await expect(restoreBackup({ backup, url })).rejects.toMatchObject({ code: "BACKUP_OF_EMBEDDED" });
  });

  test("holds the same as the server while others write to it", async () => {
    const { folder: embeddedFolder, url } = await embeddedServer();
    await run(url, cars);
    const backup = await backUp({ url, folder: newFolder(), embeddedFolder });
    const shadow = await openShadow(backup, { url });
    const [here, there] = await Promise.all([connect(url), connect(shadow.url)]);
    expect(compareFingerprints(await fingerprintTables(here), await fingerprintTables(there))).toEqual([]);
    await Promise.all([here.end(), there.end()]);
    await shadow.remove();
  });
});

describe("a command of the user's own", () => {
  test("is given the address and a folder, and its files are kept with their checksums", async () => {
    const { url } = await embeddedServer();
    const command =
      'printf %s "$DATABASE_URL" > "$BACKUP_FOLDER/address"; mkdir "$BACKUP_FOLDER/a"; echo x > "$BACKUP_FOLDER/a/owner"';
    const backup = await backUp({ url, folder: newFolder(), command });
    expect(backup.manifest).toMatchObject({
      method: "command",
      files: [{ path: "files/a/owner" }, { path: "files/address", bytes: url.length }],
    });
    await expect(openShadow(backup, { url })).rejects.toMatchObject({ code: "BACKUP_BY_COMMAND" });
    const restoring = restoreBackup({ backup: backup.folder, url });
    await expect(restoring).rejects.toMatchObject({ code: "BACKUP_BY_COMMAND" });
  });

  test("leaves files that its owner alone can read, and no link or pipe", async () => {
    const { url } = await embeddedServer();
    const command =
      'umask 0; mkdir "$BACKUP_FOLDER/more"; echo x >"$BACKUP_FOLDER/one"; echo y >"$BACKUP_FOLDER/more/two"';
    const { folder, manifest } = await backUp({ url, folder: newFolder(), command });
    const paths = [...manifest.files.map(({ path }) => path), "manifest.json", "manifest.sha256"];
    expect(paths).toHaveLength(4);
    for (const path of paths)
      expect([path, statSync(join(folder, path)).mode & 0o777]).toEqual([path, 0o600]);
    const backups = newFolder();
    for (const odd of ["ln -s /etc/hostname", "mkfifo"]) {
      const attempt = backUp({ url, folder: backups, command: `${odd} "$BACKUP_FOLDER/odd"` });
      await expect(attempt).rejects.toMatchObject({
        code: "BACKUP_NO_PLAIN_FILE",
        message: expect.stringContaining("files/odd"),
      });
      expect(readdirSync(backups)).toEqual([]);
    }
  });

  test.each([
    ["fails", "echo 'no such bucket' >&2; exit 3", /ended with 3.*no such bucket/],
    ["leaves no file", "true", /left no file in BACKUP_FOLDER/],
  ])("that %s makes no backup", async (_, command, message) => {
    const { url } = await embeddedServer();
    const folder = newFolder();
    const attempt = backUp({ url, folder, command });
    await expect(attempt).rejects.toMatchObject({
      code: "BACKUP_COMMAND_FAILED",
      message: expect.stringMatching(message),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
