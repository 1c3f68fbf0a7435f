import { createTemplate, createTestDatabase, startTestServer } from "@pitstop/postgres";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { connect } from "../connection.ts";
import { compareFingerprints, fingerprintTables, type TableFingerprint } from "./index.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let empty: Awaited<ReturnType<typeof createTemplate>>;
let client: pg.Client;
let url: string;
beforeAll(async () => {
  server = await startTestServer();
  empty = await createTemplate(server.url, async () => undefined);
});
afterAll(async () => {
  await empty.drop();
  await server.stop();
});
beforeEach(async () => {
  const database = await createTestDatabase(empty.url);
  url = database.url;
  client = await connect(url);
  onTestFinished(async () => {
    await client.end();
    await database.drop();
  });
});

/** The sentences about what a change did to what was there before. */
async function differencesAfter(change: string): Promise<string[]> {
  const before = await fingerprintTables(client);
  // One by one: some must not run in the transaction that several at once would be.
  for (const statement of change.split("; ")) await client.query(statement);
  return compareFingerprints(before, await fingerprintTables(client)).map(({ sentence }) => sentence);
}

const cars = `create table cars (id int primary key, plate varchar(20), price numeric(12,2), seen timestamptz);
  insert into cars select n, 'P' || n, n * 1.5, '2026-01-01'::timestamptz + n * interval '1 hour'
  from generate_series(1, 100) as n;`;

describe("a fingerprint sees", () => {
  test.each([
    [
      "one changed value",
      "update cars set plate = 'x' where id = 7",
      "The values of cars.plate have changed.",
    ],
    [
      "a value that is gone",
      "update cars set price = null where id = 7",
      "The values of cars.price have changed.",
    ],
    [
      "a NULL that became an empty text",
      "update cars set plate = '' where id = 100",
      "The values of cars.plate have changed.",
    ],
    [
      "values that two rows swapped",
      "update cars set plate = 'P' || (3 - id) where id in (1, 2)",
      "The values of cars.plate are in different rows than before.",
    ],
    [
      "a NULL that moved to another row",
      "update cars set plate = case id when 99 then null else 'P99' end where id in (99, 100)",
      "The values of cars.plate are in different rows than before.",
    ],
    ["a deleted row", "delete from cars where id = 7", "Table cars had 100 rows and has 99 now."],
    ["a dropped column", "alter table cars drop seen", "Column cars.seen is gone."],
    ["a dropped table", "drop table cars", "Table cars is gone. It had 100 rows."],
    [
      "a cut type",
      "alter table cars alter price type int",
      "The values of cars.price have changed. Its type was numeric(12,2) and is integer now.",
    ],
  ])("%s", async (_, change, sentence) => {
    await client.query(`${cars}; update cars set plate = null where id = 100`);
    expect(await differencesAfter(change)).toEqual([sentence]);
  });

  test("values that two rows of a table without a key swapped", async () => {
    await client.query("create table notes (a int, b text); insert into notes values (1, 'x'), (2, 'y')");
    expect(await differencesAfter("update notes set b = case b when 'x' then 'y' else 'x' end")).toEqual([
      "The values of notes are in different rows than before.",
    ]);
  });

  test("of two rows that are equal, that both changed", async () => {
    await client.query("create table notes (text text); insert into notes values ('a'), ('a')");
    expect(await differencesAfter("update notes set text = 'b'")).toHaveLength(1);
  });
});

describe("a fingerprint stays the same", () => {
  test.each([
    ["with a new column", "alter table cars add colour text default 'red'"],
    ["when every row moved", "update cars set id = id; cluster cars using cars_pkey; vacuum full cars"],
    [
      "with another order of columns",
      "alter table cars rename plate to p; alter table cars add plate varchar(20); update cars set plate = p; alter table cars drop p",
    ],
    [
      "when types become wider",
      "alter table cars alter id type bigint, alter plate type text, alter price type numeric(20,6), alter seen type timestamp",
    ],
    [
      "with another primary key",
      "alter table cars add number bigint generated always as identity; alter table cars drop constraint cars_pkey, add primary key (number)",
    ],
    ["without a primary key", "alter table cars drop constraint cars_pkey"],
    [
      "in another time zone and with other texts for floats",
      "set timezone = 'Asia/Kolkata'; set datestyle = 'German'; set extra_float_digits = -5; set search_path = 'pg_catalog'",
    ],
    [
      "beside what the migrator writes itself",
      "create schema pitstop; create table pitstop.runs (id int); create table mikro_orm_migrations (name text); drop table mikro_orm_migrations",
    ],
  ])("%s", async (_, change) => {
    await client.query(
      `${cars}; create table halves as select n / 3.0::float8 as half from generate_series(1, 9) as n`,
    );
    expect(await differencesAfter(change)).toEqual([]);
  });

  test("when partitions are made and rows go there", async () => {
    await client.query(`create table events (at date, n int) partition by range (at);
      create table events_one partition of events for values from ('2026-01-01') to ('2027-01-01');
      insert into events select '2026-02-01'::date + n, n from generate_series(1, 50) as n`);
    const [table, ...others] = await fingerprintTables(client);
    expect(others).toEqual([]);
    expect(table).toMatchObject({ table: "events", rows: 50 });
    expect(await differencesAfter("alter table events_one rename to events_of_2026")).toEqual([]);
  });
});

test("odd names, all kinds of values, and tables without columns are read", async () => {
  await client.query(`create schema "Odd ""schema""";
    create type "Odd ""schema""".mood as enum ('so', 'so la');
    create table "Odd ""schema"""."select" ("v0" int, "k" jsonb, "a""b" text[], "Ünï" "Odd ""schema""".mood,
      "b" bytea, "r" int4range, "i" interval, "x" xml, "p" point, "ip" inet, "c" regclass);
    insert into "Odd ""schema"""."select" values (1, '{"a": 1}', '{a,NULL}', 'so la', '\\x00ff', '[1,3)', '1 day',
      '<a/>', '(1,2)', '10.0.0.1', 'pg_class'), (null, null, null, null, null, null, null, null, null, null, null);
    create table empty ()`);
  const tables = await fingerprintTables(client);
  expect(tables.map(({ schema, table, rows }) => [schema, table, rows])).toEqual([
    ['Odd "schema"', "select", 2],
    ["public", "empty", 0],
  ]);
  const hashes = Object.values(tables[0]?.columns ?? {}).map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(11);
});

test("a table with more columns than a query can give is read", async () => {
  const columns = Array.from({ length: 1_500 }, (_, index) => `c${index} int`);
  await client.query(`create table wide (${columns.join(", ")}); insert into wide (c7) values (1)`);
  expect(await differencesAfter("update wide set c7 = 2")).toEqual(["The values of wide.c7 have changed."]);
});

test("tables that are asked for are read alone, the list of migrations too", async () => {
  await client.query(`${cars}; create table mikro_orm_migrations (name text)`);
  const tables = [{ schema: "public", table: "mikro_orm_migrations" }];
  expect((await fingerprintTables(client, { tables })).map(({ table }) => table)).toEqual([
    "mikro_orm_migrations",
  ]);
});

test("with too little time, the tables that were left out say so and are not compared", async () => {
  await client.query(
    `${cars}; create table large as select n, repeat('x', 500) as text from generate_series(1, 200000) as n`,
  );
  const before = await fingerprintTables(client, { budget: 40 });
  const byName = (tables: TableFingerprint[]) =>
    Object.fromEntries(tables.map((table) => [table.table, table]));
  expect(byName(before).large).toMatchObject({ isPartial: true, rows: null, columns: {} });
  await client.query("update large set text = 'y'");
  expect(compareFingerprints(before, await fingerprintTables(client))).toEqual([]);
  expect((await client.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
});

test("all tables are read as of one moment, whatever others commit meanwhile", async () => {
  await client.query(`${cars}; create table pairs as select 0 as n; create table copies as select 0 as n`);
  const writer = await connect(url);
  const looking = new AbortController();
  const writing = (async () => {
    while (!looking.signal.aborted)
      await writer.query("begin; update pairs set n = n + 1; update copies set n = n + 1; commit");
  })();
  for (let look = 0; look < 20; look++) {
    const tables = await fingerprintTables(client);
    const valuesOf = (name: string) => tables.find(({ table }) => table === name)?.columns.n?.values;
    expect(valuesOf("pairs")).toBe(valuesOf("copies"));
  }
  looking.abort();
  await writing;
  await writer.end();
});
