import { defineEntity, type EntitySchema, MikroORM, p } from "@mikro-orm/core";
import { PostgreSqlDriver } from "@mikro-orm/postgresql";
import { describe, expect, onTestFinished, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { driftOf } from "./drift.ts";

const { database } = testServer();

const Wheel = defineEntity({
  name: "Wheel",
  tableName: "wheels",
  properties: {
    id: p.integer().primary().autoincrement(),
    name: p.text(),
    size: p.integer().default(17),
    label: p.text().nullable().generated("(name || '!') stored"),
  },
  indexes: [
    { name: "wheels_small_index", properties: ["size"], where: "size between 1 and 9" },
    { name: "wheels_name_index", properties: ["name"] },
  ],
  checks: [{ name: "wheels_size_check", expression: "size between 1 and 99" }],
});

/** Says what a database made by these statements lacks of the entities. */
async function drift(entities: EntitySchema[], ...statements: string[]): Promise<string[]> {
  const { differences, unread } = await driftOn(await database(), entities, ...statements);
  expect(unread).toBe(undefined);
  return differences.map(({ sentence }) => sentence);
}

async function driftOn(url: string, entities: EntitySchema[], ...statements: string[]) {
  const client = await testConnection(url);
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities,
    ensureDatabase: false,
  });
  onTestFinished(() => orm.close(true));
  for (const statement of statements) await client.query(statement);
  return driftOf(orm.config, url);
}

const TABLE = `create table wheels (id serial primary key, name text not null, size int not null default 17,
  label text generated always as (name || '!') stored, constraint wheels_size_check check (size >= 1 and size <= 99))`;
const INDEXES =
  "create index wheels_small_index on wheels (size) where size >= 1 and size <= 9; create index wheels_name_index on wheels (name)";

// All at once: the sentence would name the one that is taken for drift.
const OTHERS = [
  "create table bolts (id int)",
  "create view names as select name from wheels",
  "create materialized view counted as select name from wheels",
  "create function one() returns int language sql as 'select 1'",
  `create function noted() returns trigger language plpgsql as 'begin return new; end';
       create trigger noted before update on wheels for each row execute function noted()`,
  "comment on table wheels is 'round'; comment on column wheels.name is 'called'",
  "create schema other; create table other.wheels (id text)",
  "create type mood as enum ('good'); create domain tiny as int check (value < 9)",
  "alter table wheels add column color text",
  "alter table wheels add column paint text not null default 'black'",
  "alter table wheels alter column name set default 'spare'",
  "create index wheels_lower_index on wheels (lower(name))",
  "alter table wheels add constraint wheels_name_check check (name <> '')",
  "alter table wheels add column spare int references wheels",
  "alter table wheels enable row level security; create policy p on wheels using (true)",
  `create table "Or""der Items" (id int); create view "a""b" as select 1 as "x""y"`,
];

describe("what no entity owns is no drift", () => {
  test("whatever people make by hand, in their own tables and in those of entities", async () => {
    expect(await drift([Wheel], TABLE, INDEXES, ...OTHERS)).toEqual([]);
  });

  test("500 tables", async () => {
    const many =
      "do $$ begin for n in 1..500 loop execute format('create table t%s (id int)', n); end loop; end $$";
    expect(await drift([Wheel], TABLE, INDEXES, many)).toEqual([]);
  });

  test("an index that has another name", async () => {
    expect(await drift([Wheel], TABLE, INDEXES, "alter index wheels_name_index rename to called")).toEqual(
      [],
    );
  });
});

describe("what an entity owns and the database has otherwise is drift, and names the attribute", () => {
  test.each([
    ["drop table wheels", ["The table wheels is missing (Wheel)."]],
    [
      "alter table wheels drop column name cascade",
      ["wheels.name is missing (Wheel.name).", "wheels.label is missing (Wheel.label)."],
    ],
    ["alter table wheels rename name to title", ["wheels.name is missing (Wheel.name)."]],
    [
      "alter table wheels alter column name drop not null",
      ["wheels.name is nullable, but Wheel.name is required."],
    ],
    ["alter table wheels alter column size type bigint", ["wheels.size is int8, but Wheel.size is int."]],
    [
      "alter table wheels alter column size drop default",
      ["wheels.size has the default null, but Wheel.size has 17."],
    ],
    [
      "alter table wheels alter column size set default 3",
      ["wheels.size has the default 3, but Wheel.size has 17."],
    ],
    [
      "alter table wheels drop column label, add column label text generated always as (name) stored",
      ["wheels.label is generated differently from Wheel.label."],
    ],
    [
      "alter table wheels add column color text not null",
      ["wheels.color is required and has no default, and Wheel has no such attribute: it can't insert rows."],
    ],
    ["drop index wheels_name_index", ["The index wheels_name_index of wheels (name) is missing."]],
    [
      "drop index wheels_small_index; create index wheels_small_index on wheels (size) where size > 9",
      ["The index wheels_small_index of wheels differs from the entity."],
    ],
    [
      "alter table wheels drop constraint wheels_size_check",
      ["The check wheels_size_check of wheels is missing: size between 1 and 99."],
    ],
    [
      "alter table wheels drop constraint wheels_size_check, add constraint wheels_size_check check (size > 1)",
      ["The check wheels_size_check of wheels is size > 1, but the entity has size between 1 and 99."],
    ],
  ])("%s", async (statement, sentences) => {
    const found = await drift([Wheel], TABLE, INDEXES, statement);
    for (const sentence of sentences) expect(found).toContain(sentence);
    if (!statement.includes("column name cascade") && !statement.includes("rename"))
      expect(found).toHaveLength(sentences.length);
  });
});

test("entities without a schema are where the search_path of the database leads", async () => {
  const url = await database();
  const client = await testConnection(url);
  await client.query(`create schema app; do $$ begin
    execute format('alter database %I set search_path = app, public', current_database()); end $$`);
  expect((await driftOn(url, [Wheel], `set search_path = app; ${TABLE}`, INDEXES)).differences).toEqual([]);
});

test("a database that can't be read is said and stops nothing", async () => {
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    dbName: "x",
    entities: [Wheel],
    ensureDatabase: false,
  });
  const { differences, unread } = await driftOf(orm.config, "postgresql://nobody@127.0.0.1:1/x");
  expect([differences, unread]).toEqual([[], expect.stringContaining("ECONNREFUSED")]);
});
