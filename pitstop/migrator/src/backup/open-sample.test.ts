import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  type InstalledServer,
  newDatabase,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { randomTables, statementsFor } from "../../test/random-database.ts";
import { connect } from "../connection.ts";
import { fingerprintTables } from "../fingerprint/index.ts";
import { openSample, type SampledShadow } from "./index.ts";

const RUNS = process.env.PITSTOP_LONG ? 50 : 3;
const migrationsTable = "mikro_orm_migrations";

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

/** 20,000 cars of 2,000 makers in 20 countries; four of five cars are a copy of the one before. */
const cars = `
  create table countries (code text primary key);
  create table makers (id int primary key, country text not null references countries, name text unique);
  create table cars (
    id bigint generated always as identity primary key,
    maker text references makers (name) deferrable initially deferred,
    copy_of bigint references cars,
    label text generated always as ('car of ' || maker) stored,
    details jsonb
  );
  create index on cars (maker);
  insert into countries select 'c' || n from generate_series(1, 20) n;
  insert into makers select n, 'c' || 1 + n % 20, 'maker, "' || n || '"' from generate_series(1, 2000) n;
  insert into cars (maker, copy_of, details)
    select 'maker, "' || 1 + n % 2000 || '"', case when n % 5 <> 1 then n - 1 end, 'null' from generate_series(1, 20000) n;
  create table ${migrationsTable} (id serial primary key, name text);
  insert into ${migrationsTable} (name) select 'Migration' || n from generate_series(1, 300) n;
  analyze`;

async function sampleOf(url: string, rows: number): Promise<SampledShadow> {
  const shadow = await openSample({ url, rows, migrationsTable });
  let isThere = true;
  onTestFinished(() => (isThere ? shadow.remove() : undefined));
  return {
    ...shadow,
    remove: async () => {
      isThere = false;
      await shadow.remove();
    },
  };
}

describe("a sample of a server's database", () => {
  test("has so many rows of each table, and every row that these refer to", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(url, cars);
    const { url: shadow, size } = await sampleOf(url, 50);
    const [counts] = await run(
      shadow,
      `select (select count(*)::int from cars) as cars, (select count(*)::int from makers) as makers,
         (select count(*)::int from countries) as countries`,
    );
    // Four of five cars refer to another one, and at most four in a row do.
    expect(counts?.cars).toBeGreaterThan(50);
    expect(counts?.cars).toBeLessThanOrEqual(250);
    expect(counts?.makers).toBeGreaterThan(50);
    expect(counts?.makers).toBeLessThanOrEqual(300);
    expect(counts?.countries).toBe(20);
    expect(size.taken).toBe(Number(counts?.cars) + Number(counts?.makers) + 20);
    expect(size.outOf).toBe(22_020);
  });

  test("comes from all over a table", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(url, cars);
    const { url: shadow } = await sampleOf(url, 200);
    const [range] = await run(shadow, "select min(id)::int as first, max(id)::int as last from cars");
    expect(range?.first).toBeLessThan(10_000);
    expect(range?.last).toBeGreaterThan(10_000);
  });

  test("keeps each value, and has every constraint, index and sequence as the database has it", async ({
    skip,
  }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(url, cars);
    const { url: shadow } = await sampleOf(url, 50);
    const schema = `select conname as name, pg_get_constraintdef(oid) as definition, convalidated from pg_constraint
      where connamespace = 'public'::regnamespace union all
      select indexname, indexdef, true from pg_indexes where schemaname = 'public' order by 1, 2`;
    expect(await run(shadow, schema)).toEqual(await run(url, schema));
    const sequences = "select sequencename, last_value::int from pg_sequences order by 1";
    expect(await run(shadow, sequences)).toEqual(await run(url, sequences));
    const taken = await run(shadow, "select * from cars order by id");
    const originals = await run(
      url,
      `select * from cars where id in (${taken.map(({ id }) => id)}) order by id`,
    );
    expect(taken).toEqual(originals);
    expect(await run(shadow, `select * from ${migrationsTable} order by id`)).toHaveLength(300);
  });

  test("needs no more rights than to create a database", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    await run(installed.url, "create role owner login createdb password 'owner'");
    const url = new URL(await newDatabase(installed.url));
    await run(installed.url, `alter database "${url.pathname.slice(1)}" owner to owner`);
    [url.username, url.password] = ["owner", "owner"];
    await run(url.href, "create schema shop; set search_path = shop", `set search_path = shop; ${cars}`);
    const { url: shadow } = await sampleOf(url.href, 10);
    expect(Number((await run(shadow, "select count(*) as n from shop.cars"))[0]?.n)).toBeGreaterThanOrEqual(
      10,
    );
  });

  test("takes rows also where the planner's estimate is far too high", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(url, "create table cars as select generate_series(1, 100000) as n", "analyze cars");
    await run(url, "delete from cars where n > 30");
    const { size } = await sampleOf(url, 20);
    expect(size.taken).toBe(20);
  });

  test("passes over what refers to nothing, where the database allows it", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(
      url,
      `create table makers (id int primary key); create table cars (id int primary key, maker int);
       insert into cars values (1, 1);
       alter table cars add constraint maker foreign key (maker) references makers not valid`,
    );
    const { url: shadow, size } = await sampleOf(url, 10);
    expect(size.taken).toBe(1);
    expect(await run(shadow, "select convalidated from pg_constraint where conname = 'maker'")).toEqual([
      { convalidated: false },
    ]);
  });

  test("follows the keys of partitioned tables", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    await run(
      url,
      `create table makers (id int primary key) partition by range (id);
       create table makers_low partition of makers for values from (0) to (500);
       create table makers_high partition of makers for values from (500) to (10000);
       create table cars (id int, maker int references makers) partition by hash (id);
       create table cars_0 partition of cars for values with (modulus 2, remainder 0);
       create table cars_1 partition of cars for values with (modulus 2, remainder 1);
       insert into makers select generate_series(0, 999);
       insert into cars select n, n % 1000 from generate_series(1, 5000) n; analyze`,
    );
    const { url: shadow } = await sampleOf(url, 20);
    const [counts] = await run(
      shadow,
      "select (select count(*)::int from cars) as cars, (select count(*)::int from makers) as makers",
    );
    expect(counts?.cars).toBe(20);
    expect(counts?.makers).toBeGreaterThan(20);
  });

  test("is gone when it is removed", async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const url = await newDatabase(installed.url);
    const shadow = await sampleOf(url, 10);
    await shadow.remove();
    const name = new URL(shadow.url).pathname.slice(1);
    expect(await run(url, `select from pg_database where datname = '${name}'`)).toEqual([]);
  });

  test(`of more rows than there are is a copy of everything (${RUNS} random databases)`, async ({ skip }) => {
    if (!installed) return skip(notInstalled);
    const { url: server } = installed;
    await fc.assert(
      fc.asyncProperty(randomTables, async (tables) => {
        const url = await newDatabase(server);
        await run(url, ...statementsFor(tables));
        const { url: shadow, remove } = await sampleOf(url, 100_000);
        expect(await fingerprints(shadow)).toEqual(await fingerprints(url));
        await remove();
      }),
      { numRuns: RUNS },
    );
  });
});

async function fingerprints(url: string) {
  const client = await connect(url);
  try {
    return await fingerprintTables(client);
  } finally {
    await client.end();
  }
}
