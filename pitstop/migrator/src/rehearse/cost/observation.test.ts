import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Observed, observe } from "../../../test/costs.ts";
import {
  type InstalledServer,
  newDatabase,
  notInstalled,
  startInstalledServer,
} from "../../../test/installed-server.ts";
import { testConnection, testServer } from "../../../test/server.ts";
import type { TableEffect } from "./effect.ts";
import { Observation } from "./observation.ts";

const server = testServer();
let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

/** A database with 2,000 cars of one maker, and whatever can be locked, scanned or rewritten besides. */
async function database(emptyUrl?: string): Promise<string> {
  const url = emptyUrl ?? (await server.database());
  const client = await testConnection(url);
  await client.query(`
    create domain speed as int;
    create table makers (id int primary key);
    insert into makers values (1);
    create table cars (id int primary key, name text not null, maker_id int, seats int, top speed);
    insert into cars select n, 'Car ' || n, 1, 4, n from generate_series(1, 2000) n;
    create index cars_seats on cars (seats);
    create table rides (id int, year int) partition by range (year);
    create table old_rides partition of rides for values from (2000) to (2020);
    create table new_rides (id int, year int not null);
    insert into new_rides select n, 2020 from generate_series(1, 2000) n;
    create materialized view car_names as select id, name from cars;
    create view fast_cars as select id from cars where seats = 2;
    create sequence tickets`);
  return url;
}

/** What each statement of a migration does. */
async function observed(
  statements: readonly string[],
  isTransactional = true,
  emptyUrl?: string,
): Promise<Observed[]> {
  const [migration = []] = await observe(await database(emptyUrl), [{ isTransactional, statements }]);
  return migration;
}

/** What the last of these statements does to a table. */
async function effectOn(table: string, ...statements: string[]): Promise<TableEffect | undefined> {
  const last = (await observed(statements)).at(-1);
  return last?.tables.find((effect) => effect.table === table);
}

/** What each of these statements, in a transaction of its own, does to the table beside it. */
async function effectsOf(
  statements: Readonly<Record<string, string>>,
  emptyUrl?: string,
): Promise<Record<string, unknown>> {
  const each = await observed(Object.keys(statements), false, emptyUrl);
  return Object.fromEntries(
    Object.entries(statements).map(([statement, table], index) => [
      statement,
      each[index]?.tables.find((effect) => effect.table === table),
    ]),
  );
}

describe.for([
  ["the embedded server", async () => server.database()],
  [
    "the server of the system's packages",
    async (skip: (note: string) => never) => (installed ? newDatabase(installed.url) : skip(notInstalled)),
  ],
] as const)("on %s", ([, emptyDatabase]) => {
  test("rewrites are seen, whatever makes them", async ({ skip }) => {
    const url = await emptyDatabase(skip);
    const statements = {
      "alter table cars set unlogged": "cars",
      "alter table cars alter column maker_id type bigint": "cars",
      "alter table cars add column at timestamptz default clock_timestamp()": "cars",
      "alter table cars add column double int generated always as (seats * 2) stored": "cars",
      "cluster cars using cars_seats": "cars",
      "refresh materialized view car_names": "car_names",
      "do $$ begin execute 'alter table cars set logged'; end $$": "cars",
      "truncate cars; insert into cars select n, 'Car ' || n from generate_series(1, 2000) n": "cars",
    };
    const rewrite = { lock: "ACCESS EXCLUSIVE", isBlocking: true, isRewritten: true, existedBefore: true };
    const expected = Object.keys(statements).map((statement) => [
      statement,
      expect.objectContaining(rewrite),
    ]);
    expect(await effectsOf(statements, url)).toEqual(Object.fromEntries(expected));
  });

  test("full scans are seen, with the lock that they run under", async ({ skip }) => {
    const url = await emptyDatabase(skip);
    const scan = (lock: string) =>
      expect.objectContaining({ lock, isBlocking: true, isRewritten: false, rowsRead: 2000 });
    const attach = "alter table rides attach partition new_rides for values from (2020) to (2030)";
    const statements = {
      "alter table cars alter column maker_id set not null": "cars",
      "alter table cars add check (seats > 0)": "cars",
      "alter table cars add foreign key (maker_id) references makers": "cars",
      "create index on cars (maker_id)": "cars",
      "alter table cars add unique (name)": "cars",
      "alter domain speed add check (value > 0)": "cars",
      [attach]: "new_rides",
    };
    expect(await effectsOf(statements, url)).toEqual({
      "alter table cars alter column maker_id set not null": scan("ACCESS EXCLUSIVE"),
      "alter table cars add check (seats > 0)": scan("ACCESS EXCLUSIVE"),
      "alter table cars add foreign key (maker_id) references makers": scan("SHARE ROW EXCLUSIVE"),
      "create index on cars (maker_id)": scan("SHARE"),
      "alter table cars add unique (name)": scan("ACCESS EXCLUSIVE"),
      "alter domain speed add check (value > 0)": scan("SHARE"),
      [attach]: scan("ACCESS EXCLUSIVE"),
    });
  });

  test("locks of statements that take no longer for more rows are seen as nothing more", async ({ skip }) => {
    const url = await emptyDatabase(skip);
    const brief = (lock: string) =>
      expect.objectContaining({
        lock,
        isBlocking: true,
        isRewritten: false,
        rebuiltIndexes: [],
        rowsRead: 0,
      });
    const statements = {
      "alter table cars add column color text": "cars",
      "alter table cars add check (seats > 0) not valid": "cars",
      "drop index cars_seats": "cars",
      "create or replace view fast_cars as select id from cars": "fast_cars",
      "alter sequence tickets restart": "tickets",
      "truncate cars": "cars",
      "drop table cars cascade": "cars",
    };
    expect(await effectsOf(statements, url)).toEqual({
      "alter table cars add column color text": brief("ACCESS EXCLUSIVE"),
      "alter table cars add check (seats > 0) not valid": brief("ACCESS EXCLUSIVE"),
      "drop index cars_seats": brief("ACCESS EXCLUSIVE"),
      "create or replace view fast_cars as select id from cars": brief("ACCESS EXCLUSIVE"),
      "alter sequence tickets restart": brief("SHARE ROW EXCLUSIVE"),
      "truncate cars": brief("ACCESS EXCLUSIVE"),
      "drop table cars cascade": brief("ACCESS EXCLUSIVE"),
    });
  });
});

test("building an index anew blocks who reads its table", async () => {
  expect(await effectOn("cars", "reindex index cars_seats")).toMatchObject({
    lock: "ACCESS EXCLUSIVE",
    isRewritten: false,
    rebuiltIndexes: ["cars_seats"],
    rowsRead: 2000,
  });
});

test("reading and writing rows blocks neither readers nor writers", async () => {
  expect(await effectOn("cars", "update cars set seats = 5")).toMatchObject({
    lock: "ROW EXCLUSIVE",
    isBlocking: false,
    rowsRead: 2000,
  });
  expect(await effectOn("car_names", "select count(*) from car_names")).toMatchObject({ isBlocking: false });
});

test("of several scans the longest counts, and not their sum", async () => {
  const built = await effectOn("cars", "create index on cars (name); create index on cars (maker_id)");
  expect(built?.rowsRead).toBe(2000);
});

test("a lock is held from its statement to the end of the transaction", async () => {
  const [locked, waited] = await observed(["alter table cars add column color text", "select pg_sleep(0.2)"]);
  const of = (statement: Observed | undefined) => statement?.tables.find(({ table }) => table === "cars");
  expect(of(locked)?.heldFor).toBeGreaterThanOrEqual(200);
  expect(of(waited)).toMatchObject({ lock: "ACCESS EXCLUSIVE", heldFor: null });
});

test("within a statement a lock counts from when it was taken", async () => {
  const [late] = await observed([
    "do $$ begin perform pg_sleep(2); alter table cars add column color text; end $$",
  ]);
  const [early] = await observed([
    "do $$ begin alter table cars add column color text; perform pg_sleep(2); end $$",
  ]);
  expect(late?.tables[0]?.heldFor).toBeLessThan((late?.duration ?? 0) - 500);
  expect(early?.tables[0]?.heldFor).toBeGreaterThanOrEqual(2000);
});

test("statements of their own transactions hold their locks no longer than they take", async () => {
  const [locked] = await observed(["alter table cars add column color text", "select pg_sleep(0.2)"], false);
  const [cars] = locked?.tables ?? [];
  expect(cars).toMatchObject({ table: "cars", lock: "ACCESS EXCLUSIVE" });
  expect(cars?.heldFor).toBeLessThanOrEqual(locked?.duration ?? 0);
});

test("what commits by itself is seen when it is over", async () => {
  const concurrently = "create index concurrently cars_maker on cars (maker_id)";
  const block = "do $$ begin alter table cars alter column maker_id type bigint; commit; end $$";
  const [full, concurrent, committing] = await observed(["vacuum full cars", concurrently, block], false);
  const rewritten = { table: "cars", lock: "ACCESS EXCLUSIVE", isBlocking: true, isRewritten: true };
  expect(full?.tables).toContainEqual(expect.objectContaining(rewritten));
  expect(committing?.tables).toContainEqual(expect.objectContaining(rewritten));
  expect(concurrent?.tables.filter(({ isBlocking }) => isBlocking)).toEqual([]);
  expect(concurrent?.tables).toContainEqual(expect.objectContaining({ table: "cars", isRewritten: false }));
});

test("what one statement scanned is not said of the next", async () => {
  const [scan, brief] = await observed([
    "alter table cars alter column maker_id set not null",
    "alter table cars add column color text",
  ]);
  expect(scan?.tables).toContainEqual(expect.objectContaining({ table: "cars", rowsRead: 2000 }));
  expect(brief?.tables).toContainEqual(
    expect.objectContaining({ table: "cars", rowsRead: 0, heldFor: null }),
  );
});

test("a table that the migrations make is nobody's to wait for, and neither are its indexes", async () => {
  const [, ...later] = await observed([
    "create table trips as select id from cars",
    "alter table trips alter column id set not null",
    "create index trips_id on trips (id)",
    "alter table trips rename to journeys",
  ]);
  for (const { tables } of later) {
    expect(tables.filter(({ existedBefore }) => !existedBefore)).toHaveLength(1);
    expect(tables.filter(({ existedBefore, isBlocking }) => existedBefore && isBlocking)).toEqual([]);
  }
});

test("schema changes of functions and triggers are those of the statement that runs them", async () => {
  const change = (type: string) => `alter table cars alter column maker_id type ${type}`;
  const statements = await observed([
    `create function widen() returns void language plpgsql as $$ begin ${change("bigint")}; end $$`,
    "select widen()",
    `create function narrow() returns trigger language plpgsql as $$ begin ${change("int")}; return new; end $$`,
    "create trigger narrow before insert on makers for each row execute function narrow()",
    "insert into makers values (2)",
  ]);
  for (const index of [1, 4]) {
    const { tables = [] } = statements[index] ?? {};
    expect(tables).toContainEqual(expect.objectContaining({ table: "cars", isRewritten: true }));
  }
  expect(statements[0]?.tables.some(({ isRewritten }) => isRewritten)).toBe(false);
});

test("what another session has read before is not counted in the midst of a statement", async () => {
  const url = await database();
  const other = await testConnection(url);
  // Within a second of the first, the second is kept back, here until the session ends.
  for (let time = 0; time < 2; time++) await other.query("select count(*) from cars");
  const observation = await Observation.open(url);
  await observation.settle(other);
  await observation.close();
  const statements = ["lock table cars", "select pg_sleep(1)"];
  const running = observe(url, [{ isTransactional: true, statements }]);
  const monitor = await testConnection(url);
  const sleeping = "select from pg_stat_activity where wait_event = 'PgSleep'";
  await expect.poll(async () => (await monitor.query(sleeping)).rowCount).toBe(1);
  await other.end();
  const [[, slept] = []] = await running;
  expect(slept?.tables).toContainEqual(expect.objectContaining({ table: "cars", rowsRead: 0 }));
});
