import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { connect } from "../connection.ts";
import { databaseOf, withDatabase } from "./database-url.ts";
import { backUp, restoreBackup } from "./index.ts";
import { type Manifest, writeManifest } from "./manifest.ts";

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

let url: string;
let server: string;
let backup: string;
let manifest: Manifest;
beforeEach(async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  server = installed.url;
  url = await newDatabase(server);
  await run(url, "create table cars as select n as id from generate_series(1, 1000) as n");
  ({ folder: backup, manifest } = await backUp({ url, folder: newFolder() }));
});

const carsIn = async (place: string) => (await run(place, "select count(*)::int as n from cars"))[0]?.n;

const beside = async () =>
  (
    await run(
      server,
      `select datname from pg_database where datname like '${databaseOf(url)}\\_%' order by 1`,
    )
  ).map(({ datname }) => String(datname));

describe("a restore", () => {
  test("brings back what was there, and keeps what is there", async () => {
    await run(url, "delete from cars where id > 10", "create table later (id int)");
    const { kept } = await restoreBackup({ backup, url });
    expect(await carsIn(url)).toBe(1000);
    expect(await run(url, "select to_regclass('later') as later")).toEqual([{ later: null }]);
    expect(kept).toMatch(/_before_restore_\d{17}$/);
    expect(await carsIn(withDatabase(url, kept ?? ""))).toBe(10);
    expect(await beside()).toEqual([kept]);
  });

  test("ends connections that come again and again", async () => {
    const restoring = new AbortController();
    const application = (async () => {
      while (!restoring.signal.aborted) {
        const client = await connect(url).catch(() => undefined);
        await client?.query("select pg_sleep(0.05)").catch(() => undefined);
        await client?.end().catch(() => undefined);
      }
    })();
    await run(url, "truncate cars");
    await restoreBackup({ backup, url });
    expect(await carsIn(url)).toBe(1000);
    restoring.abort();
    await application;
  });

  test("leaves owner, settings and grants of the database as they are", async () => {
    const name = `"${databaseOf(url)}"`;
    await run(
      url,
      "drop role if exists keeper",
      "drop role if exists guest",
      "create role keeper",
      "create role guest",
    );
    onTestFinished(async () => {
      await run(
        url,
        `alter database ${name} owner to postgres`,
        "drop owned by guest, keeper",
        "drop role keeper, guest",
      );
    });
    await run(
      url,
      `alter database ${name} owner to keeper`,
      `revoke connect on database ${name} from public`,
      `grant connect on database ${name} to guest with grant option`,
      `alter database ${name} set search_path to "$user", public, "Odd, path"`,
      `alter database ${name} set statement_timeout to '7s'`,
      `alter role guest in database ${name} set work_mem to '5MB'`,
      `alter database ${name} connection limit 77`,
    );
    const rights = () =>
      run(
        server,
        `select pg_get_userbyid(datdba), datconnlimit, datcollate, pg_encoding_to_char(encoding),
           (select array_agg(a.* order by a::text)::text from aclexplode(datacl) a) as acl,
           (select array_agg((setrole::regrole, setconfig)::text order by setrole) from pg_db_role_setting where setdatabase = d.oid) as settings
         from pg_database d where datname = '${databaseOf(url)}'`,
      );
    const before = await rights();
    const { kept } = await restoreBackup({ backup, url });
    expect(await rights()).toEqual(before);
    await run(server, `drop database "${kept}"`);
  });

  test("brings back a database that is gone", async () => {
    await run(server, `drop database "${databaseOf(url)}"`);
    expect((await restoreBackup({ backup, url })).kept).toBeUndefined();
    expect(await carsIn(url)).toBe(1000);
  });

  test("that finds other data than was backed up replaces nothing", async () => {
    await run(url, "insert into cars values (1001)");
    for (const name of ["manifest.json", "manifest.sha256"]) rmSync(join(backup, name));
    const { format: _, ...content } = manifest;
    writeManifest(backup, {
      ...content,
      fingerprints: manifest.fingerprints.map((table) => ({ ...table, rows: 999 })),
    });
    await expect(restoreBackup({ backup, url })).rejects.toMatchObject({
      code: "BACKUP_RESTORE_DIFFERS",
      message: expect.stringContaining("cars had 999 rows and has 1000 now"),
    });
    expect(await carsIn(url)).toBe(1001);
    expect(await beside()).toEqual([]);
  });

  test("that pg_restore cannot do replaces nothing, and says why", async () => {
    await run(url, "drop role if exists passing", "create role passing", "alter table cars owner to passing");
    const { folder } = await backUp({ url, folder: newFolder() });
    await run(url, "reassign owned by passing to postgres", "drop role passing");
    await expect(restoreBackup({ backup: folder, url })).rejects.toMatchObject({
      message: expect.stringContaining('role "passing" does not exist'),
    });
    expect(await carsIn(url)).toBe(1000);
    expect(await beside()).toEqual([]);
  });

  test("clears what a killed one left", async () => {
    await newDatabase(server, `${databaseOf(url)}_restore_20260101000000000`);
    const { kept } = await restoreBackup({ backup, url });
    expect(await beside()).toEqual([kept]);
  });

  test("is one at a time", async () => {
    const results = await Promise.allSettled([
      restoreBackup({ backup, url }),
      restoreBackup({ backup, url }),
    ]);
    const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    for (const failure of failures) expect(failure).toMatchObject({ code: "BACKUP_RESTORE_RUNS" });
    expect(failures.length).toBeLessThan(2);
    expect(await carsIn(url)).toBe(1000);
  });

  test("of a database with the longest of names works", async () => {
    const long = await newDatabase(server, 'Ünï "x" '.padEnd(52, "y").concat("_long_name"));
    await run(long, "create table cars as select 1 as id");
    const { folder } = await backUp({ url: long, folder: newFolder() });
    const { kept = "" } = await restoreBackup({ backup: folder, url: long });
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(63);
    expect(await carsIn(long)).toBe(1);
    await run(server, `drop database "${kept.replaceAll('"', '""')}"`);
  });
});
