import { describe, expect, it } from "vitest";
import { testConnection, testServer } from "../test/server.ts";
import { lint } from "./lint.ts";

const { database } = testServer();

// A schema for the statements below, which the linter reads as an earlier migration.
const schema = `
create table cars (id int primary key, price int, color text);
create index cars_price on cars (price);
create index cars_color on cars (color);
create table sales (year int, car_id int) partition by range (year);
create table sales_2020 partition of sales for values from (2020) to (2021);
create table sales_rest partition of sales default;
create index sales_year on sales (year);
create unique index sales_once on sales (year, car_id);
create domain price as int check (value > 0);
create domain amount as int;
create function doubled(int) returns int language sql immutable as 'select $1 * 2';
create table prices (net int, gross int generated always as (doubled(net)) stored);
create type mood as enum ('good', 'bad');
create table owners (id int, mood mood);
create materialized view totals as select 1 as n;
create unique index totals_n on totals (n);
`;

const rows = `
insert into cars select n, n, 'red' from generate_series(1, 20) n;
insert into prices select n from generate_series(1, 20) n;
insert into owners select n, 'good' from generate_series(1, 20) n;
`;

const columns = "select count(*)::int as n from information_schema.columns where table_schema = 'public'";
const count = "select count(*)::int as n from cars";

async function prepared() {
  const client = await testConnection(await database());
  await client.query(schema);
  await client.query(rows);
  const one = async (sql: string) => (await client.query<{ n: number }>(sql)).rows[0]?.n;
  return { client, one };
}

const found = (sql: string) => {
  const { findings } = lint(sql, { earlier: [schema] });
  return findings.filter(({ level }) => level === "error").map(({ rule }) => rule);
};

describe("what the linter says, measured on a server", () => {
  it.each([
    "create index concurrently i on sales (year);",
    "drop index concurrently sales_year;",
    "alter table sales add constraint u unique using index sales_once;",
    "alter table sales detach partition sales_2020 concurrently;",
    "drop index concurrently cars_price, cars_color;",
    "drop index concurrently cars_price cascade;",
    "lock table cars in access share mode;",
    "reindex system concurrently postgres;",
  ])("always fails: %s", async (sql) => {
    const { client } = await prepared();
    expect(found(sql)).toHaveLength(1);
    await expect(client.query(sql)).rejects.toThrow(/cannot|can only|not support/);
  });

  it.each([
    "refresh materialized view concurrently totals with no data;",
    "vacuum (full, disable_page_skipping) cars;",
    "vacuum (full, parallel 2) cars;",
    "create table rides (id int) with (oids = true);",
    "truncate only sales;",
    "savepoint first;",
    "declare rides cursor for select 1;",
    "alter table sales set unlogged;",
    "/* tx */ reindex table sales;",
    "/* tx */ reindex index sales_year;",
    "/* tx */ cluster sales using sales_year;",
    "/* tx */ commit prepared 'far';",
  ])("is refused by the server too: %s", async (sql) => {
    const { client } = await prepared();
    const rules = lint(`/* pg=18 */ ${sql}`, { earlier: [schema] }).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => /always-refused|concurrent-in-transaction/.test(rule))).toHaveLength(1);
    if (sql.startsWith("/* tx */")) await client.query("begin");
    await expect(client.query(sql)).rejects.toThrow(/cannot|can only|not support|requires/);
  });

  it.each([
    ["alter table cars set unlogged;", true],
    ["alter table cars add column cost price;", true],
    ["alter table cars add column cost amount;", false],
    ["alter table cars add column costs price[];", false],
    ["alter table cars set (fillfactor = 70);", false],
    ["alter table cars replica identity full;", false],
  ])("rewrites the table, or does not: %s %s", async (sql, isRewritten) => {
    const { client, one } = await prepared();
    const file = "select pg_relation_filenode('cars')::int as n";
    const before = await one(file);
    await client.query(sql);
    expect({ isFound: found(sql).length > 0, isRewritten: (await one(file)) !== before }).toEqual({
      isFound: isRewritten,
      isRewritten,
    });
  });

  it("reads every row while writers wait, or none", async () => {
    const { client, one } = await prepared();
    const read = "select seq_tup_read::int as n from pg_stat_xact_user_tables where relname = 'cars'";
    const virtual = "generated always as (price * 2) virtual";
    for (const [sql, isRead] of [
      [`alter table cars add column twice int ${virtual};`, false],
      [`alter table cars add column twice int ${virtual} not null;`, true],
      [`alter table cars add column twice int ${virtual} check (twice > 0);`, true],
      ["alter table cars add constraint filled not null price not valid;", false],
      ["alter table cars add constraint filled not null price;", true],
      ["alter table cars add check (price > 0) not enforced;", false],
      ["create index on only cars (price);", true],
    ] as const) {
      await client.query("begin");
      const before = (await one(read)) ?? 0;
      await client.query(sql);
      const rows = ((await one(read)) ?? 0) - before;
      await client.query("rollback");
      expect({ sql, isFound: found(sql).length > 0, isRead: rows > 0 }).toEqual({
        sql,
        isFound: isRead,
        isRead,
      });
    }
  });

  it.each([
    ["alter domain amount add constraint c check (value > 0);", "ShareLock"],
    ["alter domain amount add constraint c check (value > 0) not valid;", "AccessShareLock"],
    ["alter domain amount validate constraint later;", "ShareLock"],
    ["alter domain amount set not null;", "ShareLock"],
  ])("takes a lock that writers wait for, or does not: %s %s", async (sql, lock) => {
    const { client } = await prepared();
    await client.query("create table bills (total amount)");
    await client.query("alter domain amount add constraint later check (value > 1) not valid");
    await client.query("begin");
    await client.query("select from bills");
    await client.query(sql);
    const { rows } = await client.query<{ mode: string }>(
      "select mode from pg_locks where relation = 'bills'::regclass and pid = pg_backend_pid()",
    );
    expect({ isFound: found(sql).length > 0, modes: rows.map(({ mode }) => mode) }).toEqual({
      isFound: lock === "ShareLock",
      modes: expect.arrayContaining([lock]),
    });
    expect(rows.some(({ mode }) => mode === "ShareLock")).toBe(lock === "ShareLock");
  });

  it.each([
    ["drop type mood cascade;", columns],
    ["drop function doubled cascade;", columns],
    ["create table gone as with d as (delete from cars returning *) select * from d;", count],
    ["copy (delete from cars where id < 5 returning *) to '/dev/null';", count],
    ["explain analyze delete from cars where id < 5;", count],
    ["merge into cars c using prices p on c.id = p.net when matched then delete;", count],
    ["truncate cars;", count],
  ])("loses something: %s", async (sql, measure) => {
    const { client, one } = await prepared();
    const before = await one(measure);
    // That COPY writes a file on the server is a finding of its own.
    expect(found(sql)).toHaveLength(sql.startsWith("copy") ? 2 : 1);
    await client.query(sql);
    expect(await one(measure)).toBeLessThan(before ?? 0);
  });
});
