import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type InstalledServer,
  newDatabase,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { testConnection } from "../../test/server.ts";
import { databaseOf, withDatabase } from "./database-url.ts";
import { openSample } from "./index.ts";

let installed: InstalledServer;
beforeAll(async () => {
  const server = await startInstalledServer();
  if (server) installed = server;
});
afterAll(() => installed?.stop());

/** The address of a database for its owner, an account that may create databases and is no superuser, and for a superuser. */
let owned: string;
let url: string;
beforeEach(async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  url = await newDatabase(installed.url);
  const account = `owner_of_${databaseOf(url)}`;
  await run(url, `create role ${account} login createdb password '${account}'`);
  onTestFinished(async () => {
    await run(installed.url, `drop database ${databaseOf(url)} with (force)`, `drop role ${account}`);
  });
  await run(url, `alter database ${databaseOf(url)} owner to ${account}`);
  const address = new URL(url);
  [address.username, address.password] = [account, account];
  owned = address.href;
  await run(owned, "create schema app", "create table app.cars (id int)");
});

const shadowOf = (onLeft?: (what: string) => void) =>
  openSample({ url: owned, rows: 10, migrationsTable: "app.history", onLeft });
const shadows = async () =>
  (await run(url, `select datname from pg_database where starts_with(datname, '${databaseOf(url)}_shadow')`))
    .length;

test("a copy has the settings of the database and of the account in it", async () => {
  const { username } = new URL(owned);
  await run(
    owned,
    `alter database ${databaseOf(url)} set search_path = app, public`,
    `alter database ${databaseOf(url)} set work_mem = '5MB'`,
    `alter role ${username} in database ${databaseOf(url)} set work_mem = '7MB'`,
    `alter role ${username} set "DateStyle" = 'German, DMY'`,
  );
  const shadow = await shadowOf();
  try {
    expect(
      await run(
        shadow.url,
        "select current_setting('search_path') as path, current_setting('work_mem') as memory",
      ),
    ).toEqual([{ path: "app, public", memory: "7MB" }]);
  } finally {
    await shadow.remove();
  }
  expect(await shadows()).toBe(0);
});

test("a copy that a superuser is still at is removed as soon as that ends", async () => {
  const shadow = await shadowOf((what) => expect.fail(`left: ${what}`));
  const superuser = await testConnection(withDatabase(url, databaseOf(shadow.url)));
  const removal = shadow.remove();
  // Without FORCE the server waits some seconds for others to leave.
  while (
    (
      await run(
        url,
        "select from pg_stat_activity where query ~* '^drop database if exists .*_shadow_\\d+\"$'",
      )
    ).length === 0
  )
    await pause(20);
  await superuser.end();
  await removal;
  expect(await shadows()).toBe(0);
});

test("a copy that can't be removed fails nothing: it is told, and the next one removes it", async () => {
  const left: string[] = [];
  const shadow = await shadowOf((what) => void left.push(what));
  const superuser = await testConnection(withDatabase(url, databaseOf(shadow.url)));
  await shadow.remove();
  expect(left).toEqual([`the database ${databaseOf(shadow.url)}`]);
  await superuser.end();
  await (await shadowOf()).remove();
  expect(await shadows()).toBe(0);
});
