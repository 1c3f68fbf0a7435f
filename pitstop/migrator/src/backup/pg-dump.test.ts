import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  embeddedServer,
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { connect } from "../connection.ts";
import { databaseOf, forPrograms, withDatabase } from "./database-url.ts";
import { backUp, openShadow } from "./index.ts";

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

let url: string;
beforeEach(async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  url = await newDatabase(installed.url);
});

const cars = `create table cars (id int primary key, plate text);
  insert into cars select n, 'P' || n from generate_series(1, 1000) as n`;

describe("a dump", () => {
  test("says what it holds and what made it", async () => {
    await run(url, cars, "create table mikro_orm_migrations (id serial, name text)");
    await run(url, "insert into mikro_orm_migrations (name) values ('Migration1')");
    const { folder, manifest } = await backUp({
      url,
      folder: newFolder(),
      jobs: 2,
      migrationsTable: { table: "mikro_orm_migrations" },
    });
    for (const { path } of manifest.files) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
    expect(manifest).toMatchObject({
      method: "pg_dump",
      tool: expect.stringMatching(/^pg_dump \d+\.\d+$/),
      migrations: ["Migration1"],
      fingerprints: [{ table: "cars", rows: 1000 }, { table: "mikro_orm_migrations" }],
    });
    expect(Math.floor(manifest.serverVersion / 10_000)).toBe(installed?.major);
    expect(manifest.files.map(({ path }) => path)).toContain("dump/toc.dat");
  });

  test("says which server it is of, by address alone where the account may not read more", async () => {
    const { host } = new URL(url);
    const name = `address_${process.pid}`;
    const address = host.replace("127.0.0.1", "localhost");
    const { manifest } = await backUp({ url, folder: newFolder() });
    expect(manifest.server).toEqual({ systemIdentifier: expect.stringMatching(/^\d{10,}$/), address });
    await run(
      url,
      "revoke execute on function pg_control_system() from public",
      `create role ${name} login password '${name}'`,
    );
    onTestFinished(async () => void (await run(url, `drop role ${name}`)));
    const modest = new URL(url);
    modest.username = modest.password = name;
    const backup = await backUp({ url: modest.href, folder: newFolder() });
    expect(backup.manifest.server).toEqual({ systemIdentifier: null, address });
  });

  test("is dated by the clock of the database, whatever that of this machine says", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 400 * 86_400_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { manifest } = await backUp({ url, folder: newFolder() });
    expect(Date.parse(manifest.createdAt)).toBeLessThan(Date.now() - 399 * 86_400_000);
  });

  test("and its fingerprints are of one moment, whatever others commit meanwhile", async () => {
    await run(url, cars, "create table pairs as select 0 as n", "create table copies as select 0 as n");
    await run(
      url,
      "create table large as select n, md5(n::text) as text from generate_series(1, 200000) as n",
    );
    const writer = await connect(url);
    const making = new AbortController();
    const writing = (async () => {
      while (!making.signal.aborted) {
        await writer.query("begin; update pairs set n = n + 1; update copies set n = n + 1; commit");
      }
    })();
    const backup = await backUp({ url, folder: newFolder() });
    making.abort();
    await writing;
    await writer.end();
    const shadow = await openShadow(backup, { url }); // compares the fingerprints
    const [row] = await run(
      shadow.url,
      "select (select n from pairs) as one, (select n from copies) as other",
    );
    expect(row?.one).toBe(row?.other);
    await shadow.remove();
  });

  test("tells how far it is, and at the end that all is there", async () => {
    await run(
      url,
      "create table large as select n, repeat(md5(n::text), 20) as text from generate_series(1, 20000) as n",
    );
    const [size] = await run(url, "select pg_relation_size('large')::int as bytes");
    const seen: [number, number | undefined][] = [];
    const onProgress = ({ task, done, total }: { task: string; done: number; total: number | undefined }) => {
      if (task === "Backing up") seen.push([done, total]);
    };
    await backUp({ url, folder: newFolder(), onProgress });
    expect(seen.every(([, total]) => total === size?.bytes)).toBe(true);
    expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual([size?.bytes, size?.bytes]);
  });

  test("waits for a locked table only so long", async () => {
    await run(url, cars);
    const holder = await connect(url);
    onTestFinished(() => holder.end());
    await holder.query("begin; lock table cars in access exclusive mode");
    const attempt = backUp({ url, folder: newFolder(), lockTimeout: 200, onProgress: () => undefined });
    await expect(attempt).rejects.toMatchObject({ code: "BACKUP_LOCKED" });
  });

  test("by an account that may not read a table says so", async () => {
    await run(url, cars, "drop role if exists nosy", "create role nosy login password 'nosy'");
    onTestFinished(async () => void (await run(url, "drop owned by nosy", "drop role nosy")));
    const nosy = new URL(url);
    [nosy.username, nosy.password] = ["nosy", "nosy"];
    const attempt = backUp({ url: nosy.href, folder: newFolder() });
    await expect(attempt).rejects.toMatchObject({
      code: "BACKUP_NO_RIGHTS",
      message: expect.stringContaining("permission denied for table cars"),
    });
  });

  test("of a server that is newer than every pg_dump here is refused", async ({ skip }) => {
    if (installed && installed.major >= 18)
      return skip("the pg_dump here is new enough for the embedded server");
    const newer = await embeddedServer();
    const attempt = backUp({ url: newer.url, folder: newFolder() });
    await expect(attempt).rejects.toMatchObject({ code: "BACKUP_TOOL_TOO_OLD" });
  });
});

describe("a shadow of a dump", () => {
  test("is a database of the same server that can be changed, and is gone after", async () => {
    await run(url, cars);
    const backup = await backUp({ url, folder: newFolder() });
    const shadow = await openShadow(backup, { url });
    expect(databaseOf(shadow.url)).toMatch(new RegExp(`^${databaseOf(url)}_shadow_\\d{17}$`));
    await run(shadow.url, "delete from cars");
    expect(await run(url, "select count(*)::int as n from cars")).toEqual([{ n: 1000 }]);
    await shadow.remove();
    expect(await databasesLike(`${databaseOf(url)}_%`)).toEqual([]);
  });

  test("of a killed process is removed by the next, and one in use is not", async () => {
    const backup = await backUp({ url, folder: newFolder() });
    const left = `${databaseOf(url)}_shadow_20260101000000000`;
    await newDatabase(url, left);
    const inUse = await openShadow(backup, { url });
    const next = await openShadow(backup, { url });
    const databases = await databasesLike(`${databaseOf(url)}_shadow_%`);
    expect(databases).toHaveLength(2);
    expect(databases).not.toContain(left);
    await inUse.remove();
    await next.remove();
  });

  test("is not made on a server of another version", async ({ skip }) => {
    if (installed?.major === 18) return skip("the embedded server is of the same version");
    const other = await embeddedServer();
    const backup = await backUp({ url, folder: newFolder() });
    const attempt = openShadow(backup, { url, shadowUrl: other.url });
    await expect(attempt).rejects.toMatchObject({ code: "SHADOW_OTHER_VERSION" });
  });

  test("elsewhere needs no owners and no grants", async () => {
    await run(
      url,
      cars,
      "drop role if exists elsewhere",
      "create role elsewhere",
      "alter table cars owner to elsewhere",
    );
    const backup = await backUp({ url, folder: newFolder() });
    await run(url, "reassign owned by elsewhere to postgres", "drop role elsewhere");
    const shadow = await openShadow(backup, { url, shadowUrl: installed?.url ?? "" });
    expect(await run(shadow.url, "select count(*)::int as n from cars")).toEqual([{ n: 1000 }]);
    await shadow.remove();
  });

  test("needs the right to create a database, and says so", async () => {
    const backup = await backUp({ url, folder: newFolder() });
    await run(url, "drop role if exists modest", "create role modest login password 'modest'");
    onTestFinished(async () => void (await run(url, "drop role modest")));
    const modest = new URL(url);
    [modest.username, modest.password] = ["modest", "modest"];
    await expect(openShadow(backup, { url: modest.href })).rejects.toMatchObject({
      code: "BACKUP_NO_RIGHTS",
      hint: expect.stringContaining("SHADOW_DATABASE_URL"),
    });
  });
});

test("a connection that is cut ends the backup, and nothing is left", async () => {
  await run(
    url,
    "create table large as select n, repeat(md5(n::text), 20) as text from generate_series(1, 150000) as n",
  );
  const folder = newFolder();
  const failed = expect(backUp({ url, folder })).rejects.toMatchObject({ code: "BACKUP_CONNECTION_LOST" });
  const watcher = await connect(withDatabase(url, "postgres"));
  for (let cut = 0; cut === 0; await pause(5)) {
    const { rowCount } = await watcher.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and application_name like 'pitstop backup%' and query like 'COPY%'`,
      [databaseOf(url)],
    );
    cut = rowCount ?? 0;
  }
  await failed;
  await watcher.end();
  await backUp({ url, folder });
});

test("the password is never an argument of a program, and its parameters are those that libpq knows", () => {
  const { address, environment } = forPrograms(
    "postgresql://me:s%40cret@db.example/cars?sslmode=no-verify&ssl=true&application_name=x",
  );
  expect(address).toBe("postgresql://me@db.example/cars?sslmode=require");
  expect(environment.PGPASSWORD).toBe("s@cret");
});

async function databasesLike(pattern: string): Promise<unknown[]> {
  const rows = await run(
    installed?.url ?? "",
    `select datname from pg_database where datname like '${pattern}'`,
  );
  return rows.map(({ datname }) => datname);
}
