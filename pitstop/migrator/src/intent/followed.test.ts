// A statement names one thing, and others follow it: what is a copy of it, made of it, or printed with its name.
import { describe, expect, test } from "vitest";
import { judged } from "../../test/judgment.ts";

const judgmentOf = judged(`
  create schema app;
  create type app.mood as enum ('happy', 'sad');
  create type app.size as (width int, height int);
  create domain app.rating as int check (value between 1 and 5);
  create cast (text as app.size) with inout;
  create extension pg_stat_statements version '1.9';
  create extension hstore;
  create foreign data wrapper wrapper;
  create server "My Server" foreign data wrapper wrapper;
  create text search configuration "My Config" (copy = simple);
  create operator app.<-> (leftarg = int, rightarg = int, function = int4mi);

  create table makers (id int primary key);
  create table late (id int references makers deferrable);
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create table events (
    at date not null, kind text, value int constraint positive check (value > 0), maker_id int references makers
  ) partition by range (at);
  create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
  create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
  create index events_kind on events (kind);
  create trigger touch before insert on events for each row execute function touch();
  insert into events select '2025-12-01'::date + n, 'k', n from generate_series(1, 60) n;
  create table base (id int constraint whole check (id > 0), label text);
  create table child (extra int) inherits (base);
  insert into child values (1, 'one', 2);

  create table cars (
    id bigint generated always as identity primary key, mood app.mood, rating app.rating, labels hstore,
    price numeric not null, total numeric generated always as (price * 2) stored
  );
  alter table cars cluster on cars_pkey;
  alter table cars replica identity using index cars_pkey;
  insert into cars (mood, price) select 'happy', n from generate_series(1, 10) n;
  create table counted (id serial primary key, value int);
  insert into counted (value) select n from generate_series(1, 10) n;
  select setval('counted_id_seq', 500);
  create publication feed for table cars;
  create publication everything for tables in schema app;
  alter default privileges in schema app grant select on tables to public;

  create function app.is_good(feeling app.mood, about app.mood[]) returns boolean language sql as 'select true';
  create role keeper;
  create table kept (value int);
  alter table kept owner to keeper;
  create type span as range (subtype = float8);
  create server other foreign data wrapper wrapper;
  create foreign table far (id int) server other;
  select lo_create(4711);
  create table pairs (one text, two text);
  insert into pairs values ('a', 'b'), ('c', 'd');
  create table boxes (box app.size, more app.size[]);
  insert into boxes values ((1, 2), '{}');
`);
const sentences = (differences: readonly { readonly sentence: string }[]) =>
  differences.map(({ sentence }) => sentence);

describe("allows", () => {
  test.each<[string, string[]]>([
    [
      "what partitions have from the table they are a part of",
      [
        "alter table events drop constraint positive",
        "alter table events drop constraint events_maker_id_fkey",
        "drop index events_kind",
        "drop trigger touch on events",
        "alter table events rename column kind to sort",
        "alter table events alter column value type bigint",
        "-- pitstop:allow drop-column nobody reads it\nalter table events drop column sort",
      ],
    ],
    [
      "what tables inherit",
      [
        "alter table base rename column label to title",
        "alter table base alter column id type bigint",
        "alter table base drop constraint whole",
        "-- pitstop:allow drop-column nobody reads it\nalter table base drop column title",
      ],
    ],
    [
      "a partition that is detached, whose foreign key has triggers of its own then",
      ["-- pitstop:allow loss rows events the year is over\nalter table events detach partition events_2025"],
    ],
    ["the views of an extension that gets another version", ["alter extension pg_stat_statements update"]],
    ["the views of an extension that is dropped", ["drop extension pg_stat_statements"]],
    [
      "columns whose type gets another name or schema",
      [
        "alter type app.mood rename to feeling",
        "alter type app.feeling set schema public",
        "alter domain app.rating rename to stars",
        "alter extension hstore set schema app",
      ],
    ],
    [
      "values of an enum whose label gets another name",
      ["alter type app.mood rename to feeling", "alter type app.feeling rename value 'happy' to 'glad'"],
    ],
    [
      "a constraint that is altered, with those of the partitions",
      [
        "alter table events alter constraint events_maker_id_fkey deferrable initially deferred",
        "alter table events alter constraint events_maker_id_fkey not deferrable",
      ],
    ],
    ["a constraint that is altered", ["alter table late alter constraint late_id_fkey not deferrable"]],
    ["what is called after a schema", ["alter schema app rename to application"]],
    ["a published table with another name", ["alter table cars rename to vehicles"]],
    [
      "names that must be quoted",
      [
        'drop server "My Server"',
        'drop text search configuration "My Config"',
        "drop operator app.<-> (int, int)",
      ],
    ],
    ["an index that is made again while a table is marked with it", ["reindex table concurrently cars"]],
    ["values that are generated from those of an UPDATE", ["update cars set price = price + 1"]],
    [
      "the count of an identity",
      [
        "alter table cars alter column id restart with 1",
        "alter table cars alter column id set increment by 2",
      ],
    ],
    ["the server of a foreign table with another name", ["alter server other rename to another"]],
    ["the owner of a large object", ["alter large object 4711 owner to keeper"]],
    [
      "columns that swap their names",
      [
        "alter table pairs rename column one to three",
        "alter table pairs rename column two to one",
        "alter table pairs rename column three to two",
      ],
    ],
    [
      "values of a composite type that gets an attribute",
      ["alter type app.size add attribute depth int cascade"],
    ],
    [
      "values of a composite type that loses an attribute with a reason",
      ["-- pitstop:allow drop-attribute nobody reads it\nalter type app.size drop attribute height cascade"],
    ],
    [
      "a constraint whose index gets another name, and goes by it",
      ["alter index counted_pkey rename to counted_key", "alter table counted drop constraint counted_key"],
    ],
    ["what PostgreSQL makes with a range", ["drop type span"]],
    [
      "default privileges of a role that owns nothing afterward",
      ["-- pitstop:allow drop-table over\ndrop table kept"],
    ],
    ["default privileges of the former owner", ["alter table kept owner to current_user"]],
    [
      "the count of a serial column",
      ["select setval(pg_get_serial_sequence('counted', 'id'), (select max(id) from counted))"],
    ],
  ])("%s", async (_, statements) => {
    expect(sentences((await judgmentOf(statements)).refused)).toEqual([]);
  });
});

test("does not allow what happens to a copy alone", async () => {
  const { refused } = await judgmentOf(["do $$ begin alter table events_2025 disable trigger touch; end $$"]);
  expect(sentences(refused)).toEqual(["Trigger events_2025.touch: enabled was O and is D now."]);
});
