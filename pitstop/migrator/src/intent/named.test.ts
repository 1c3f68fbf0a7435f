// What a migration names is allowed, and listed. Rows and values go only where a comment says why.
import { describe, expect, test } from "vitest";
import { fullSchema } from "../../test/full-schema.ts";
import { judged } from "../../test/judgment.ts";

const judgmentOf = judged(fullSchema);
const sentences = (differences: readonly { readonly sentence: string }[]) =>
  differences.map(({ sentence }) => sentence);

describe("allows", () => {
  test.each<[string, string[], string]>([
    [
      "a column with a reason",
      ["-- pitstop:allow drop-column nobody reads it\nalter table plain drop column b"],
      "Column plain.b is gone (5 rows, 5 with a value).",
    ],
    [
      "a table with a reason, with all that belongs to it",
      ["-- pitstop:allow drop-table old\ndrop table links"],
      "Table links is gone (10 rows).",
    ],
    [
      "a column that a comment names above a DO block",
      [
        "-- pitstop:allow loss column plain.b nobody reads it\ndo $$ begin alter table plain drop column b; end $$",
      ],
      "Column plain.b is gone (5 rows, 5 with a value).",
    ],
    [
      "rows that a comment names above a DO block",
      ["-- pitstop:allow loss rows public.plain they were tests\ndo $$ begin delete from plain; end $$"],
      "Table plain had 5 rows and has 0 now.",
    ],
    [
      "each object that one of several comments names",
      [
        "-- pitstop:allow loss column cars.mood moods are over\n-- pitstop:allow loss statistics-object cars_statistics moods are over\n-- pitstop:allow loss type app.mood moods are over\ndrop type app.mood cascade",
      ],
      "Column cars.mood is gone (100 rows, 100 with a value).",
    ],
    [
      "rows that are truncated with a reason, and the sequences that start again",
      ["-- pitstop:allow loss rows app.notes tests\ntruncate app.notes restart identity"],
      "Table app.notes had 30 rows and has 0 now.",
    ],
    ["values that an UPDATE names", ["update plain set b = upper(b)"], "The values of plain.b have changed."],
    [
      "keys that an UPDATE names, with the values that are in other rows then",
      ["update links set one = one + 100"],
      "The values of links.one have changed.",
    ],
    ["rows that are added", ["insert into plain values (9, 'new')"], "Table plain had 5 rows and has 6 now."],
    [
      "values of an upsert",
      ["insert into cache values (1, 'two') on conflict (id) do update set value = excluded.value"],
      "The values of cache.value have changed.",
    ],
    [
      "a table that gets another name, used by it afterwards",
      ["alter table plain rename to simple", "update simple set b = 'x'"],
      "Table plain: it is table simple now.",
    ],
    [
      "a column that gets another name, with what is made of it",
      ["alter table cars rename column price to amount"],
      "Column cars.price: it is column cars.amount now.",
    ],
    [
      "a column that gets another name and is dropped by it, with a reason",
      [
        "alter table plain rename column b to c",
        "-- pitstop:allow drop-column over\nalter table plain drop column c",
      ],
      "Column plain.b is gone (5 rows, 5 with a value).",
    ],
    [
      "a schema that gets another name",
      ["alter schema old rename to older"],
      "Schema old: it is schema older now.",
    ],
    [
      "a table that moves to another schema, with its indexes and sequences",
      ["alter table cars set schema app"],
      "Table cars: it is table app.cars now.",
    ],
    [
      "a wider type, with the checks and indexes that PostgreSQL prints in another way",
      [
        "alter table measures alter column label type text",
        "alter table measures alter column code type text",
        "alter table measures alter column value type bigint",
      ],
      "Column measures.label: type was character varying(20) and is text now.",
    ],
    [
      "another owner of a table, with that of its sequences",
      [
        "create role keeper",
        "alter table cars owner to keeper",
        "alter table cars owner to current_user",
        "drop role keeper",
      ],
      "",
    ],
    [
      "a view that is dropped and made again",
      ["drop view red_cars", "create view red_cars as select id from cars"],
      "View red_cars: definition was",
    ],
    [
      "a view that is replaced",
      ["create or replace view red_cars as select id, name from cars"],
      "View red_cars: definition was",
    ],
    [
      "a view that is replaced with other options",
      ["create or replace view all_makers with (security_invoker) as select * from makers"],
      "View all_makers: options was",
    ],
    [
      "a function that is replaced",
      ["create or replace function app.twice(n int) returns int language sql immutable as 'select n + n'"],
      "Function app.twice(int4): definition was",
    ],
    [
      "a default that is dropped",
      ["alter table cars alter column color drop default"],
      "Column cars.color: default was 'red'::text and is gone now.",
    ],
    [
      "a column that need not be filled any more",
      ["alter table makers alter column name drop not null"],
      "Column makers.name: required was yes and is gone now.",
    ],
    ["a dropped index", ["drop index concurrently cars_color_index"], "Index cars_color_index is gone."],
    [
      "a dropped constraint with its index",
      ["alter table app.notes drop constraint notes_pkey"],
      "Constraint app.notes.notes_pkey is gone.",
    ],
    [
      "a constraint that gets another name with its index",
      ["alter table app.notes rename constraint notes_pkey to notes_key"],
      "Constraint app.notes.notes_pkey: it is constraint app.notes.notes_key now.",
    ],
    [
      "an index that becomes a constraint",
      [
        "create unique index concurrently late on makers (name)",
        "alter table makers add constraint makers_name unique using index late",
      ],
      "",
    ],
    [
      "a trigger that is switched off by name",
      ["alter table cars disable trigger cars_touch"],
      "Trigger cars.cars_touch: enabled was O and is D now.",
    ],
    [
      "a right that is taken",
      ["revoke select on cars from public"],
      "Table cars: rights was everybody may SELECT",
    ],
    [
      "rights on all tables of a schema",
      ["revoke all on all tables in schema app from current_user"],
      "Table app.notes: rights was",
    ],
    [
      "default privileges",
      ["alter default privileges in schema app revoke select on tables from public"],
      "Default privilege",
    ],
    [
      "a table that leaves a publication",
      ["alter publication feed drop table cars"],
      "Published table feed.public.cars is gone.",
    ],
    [
      "a partition that is detached",
      ["-- pitstop:allow loss rows events the year is over\nalter table events detach partition events_2025"],
      "Table events had 300 rows and has 87 now.",
    ],
    [
      "unlogged tables",
      ["alter table plain set unlogged"],
      "Table plain: persistence was logged and is unlogged now.",
    ],
    [
      "a position that setval names",
      ["select setval('app.numbers', 1)"],
      "Sequence app.numbers: position was 500 and is 1 now.",
    ],
    ["a comment", ["comment on table cars is null"], "Table cars: comment was what drives and is gone now."],
    [
      "an enum value with another name",
      ["alter type app.mood rename value 'unused' to 'bored'"],
      "Enum value app.mood.unused: it is enum value app.mood.bored now.",
    ],
    [
      "an unqualified name, where another kind of object has it earlier in the search path",
      ["set search_path = public, old", "-- pitstop:allow drop-table old\ndrop table things"],
      "Table old.things is gone (2 rows).",
    ],
    [
      "names of the session's search path again after a reset",
      ["set search_path = app", "reset search_path", "-- pitstop:allow drop-table old\ndrop table links"],
      "Table links is gone (10 rows).",
    ],
    [
      "a table by its name once a temporary one of that name is gone",
      ["create temp table plain (a int, b text)", "drop table plain", "update plain set b = 'x'"],
      "The values of plain.b have changed.",
    ],
    [
      "a constraint whose name a column got",
      [
        "alter table cars rename column color to cars_price_check",
        "alter table cars drop constraint cars_price_check",
      ],
      "Constraint cars.cars_price_check is gone.",
    ],
    [
      "unqualified names, found in the search path",
      ["set search_path = app, public", "-- pitstop:allow drop-table old\ndrop table notes"],
      "Table app.notes is gone (30 rows).",
    ],
  ])("%s", async (_, statements, sentence) => {
    const { allowed, refused } = await judgmentOf(statements);
    expect(sentences(refused)).toEqual([]);
    if (sentence !== "")
      expect(sentences(allowed.map(({ difference }) => difference))).toEqual(
        expect.arrayContaining([expect.stringContaining(sentence)]),
      );
  });

  test("on the way down what it names, without a comment", async () => {
    const { refused } = await judgmentOf(["alter table plain drop column b", "drop table links"], "down");
    expect(sentences(refused)).toEqual([]);
  });
});

describe("does not allow", () => {
  test.each<[string, string[], string]>([
    [
      "another column than the one that is named",
      ["-- pitstop:allow loss column plain.a why\ndo $$ begin alter table plain drop column b; end $$"],
      "Column plain.b is gone",
    ],
    [
      "a table of the same name in another schema",
      [
        "create schema other; create table other.plain (a int)",
        "-- pitstop:allow drop-table old\ndrop table other.plain; do $$ begin drop table public.plain; end $$",
      ],
      "Table plain is gone",
    ],
    [
      "a loss because its cost is allowed",
      ["-- pitstop:allow blocking-rewrite it is small\nalter table plain drop column b"],
      "Column plain.b is gone",
    ],
    [
      "fewer rows because some are inserted",
      ["insert into plain values (9, 'new')", "do $$ begin delete from plain where a < 4; end $$"],
      "Table plain had 5 rows and has 3 now.",
    ],
    [
      "what another comment of the migration allows elsewhere",
      [
        "-- pitstop:allow drop-column over\nalter table plain drop column b",
        "do $$ begin drop table links; end $$",
      ],
      "Table links is gone",
    ],
    [
      "a table whose name has that of the named one in it",
      ["-- pitstop:allow drop-table old\ndrop table plain", 'do $$ begin drop table "my plain"; end $$'],
      'Table "my plain" is gone',
    ],
    [
      "a table whose name has parentheses as a function's has",
      ["-- pitstop:allow drop-table old\ndrop table plain", 'do $$ begin drop table "plain(old)"; end $$'],
      "Table plain(old) is gone",
    ],
    [
      "all columns by a star",
      ["-- pitstop:allow loss column plain.* over\ndo $$ begin alter table plain drop column b; end $$"],
      "Column plain.b is gone",
    ],
    [
      "values because another danger of the statement is allowed",
      ["-- pitstop:allow prefer-text why\nalter table plain alter column b type varchar(1) using left(b, 1)"],
      "The values of plain.b have changed.",
    ],
    [
      "values because a function that the migration creates would change them",
      [
        "create function wipe() returns void language sql begin atomic update plain set b = null; end",
        "select wipe()",
      ],
      "The values of plain.b have changed.",
    ],
    [
      "rows because a comment allows what a function would do",
      [
        "-- pitstop:allow delete-rows it is called at night\ncreate function sweep() returns void language sql begin atomic delete from plain; end",
        "do $$ begin delete from plain; end $$",
      ],
      "Table plain had 5 rows and has 0 now.",
    ],
    [
      "values because a rule that the migration creates would change them",
      [
        "create rule repaint as on insert to links do also update plain set b = 'x'",
        "insert into links values (99, 99)",
      ],
      "The values of plain.b have changed.",
    ],
    [
      "rows because a time-out is allowed to be missing",
      ["-- pitstop:allow require-lock-timeout why\ndelete from plain"],
      "Table plain had 5 rows and has 0 now.",
    ],
    [
      "a table under another name because a new one has its name",
      [
        "alter table plain rename to former; create table plain (a int)",
        "-- pitstop:allow drop-table the new one\ndrop table plain",
        "do $$ begin drop table former; end $$",
      ],
      "Table plain is gone",
    ],
    [
      "tables of a publication because others are added",
      [
        "alter publication feed add table plain",
        "do $$ begin alter publication feed drop table cars; end $$",
      ],
      "Published table feed.public.cars is gone.",
    ],
    [
      "another table of a publication than the one that is taken out",
      [
        "alter publication feed drop table makers",
        "do $$ begin alter publication feed drop table cars; end $$",
      ],
      "Published table feed.public.cars is gone.",
    ],
    [
      "what happens to a table because it gets a comment",
      [
        "comment on table app.notes is 'x'",
        "do $$ begin alter table app.notes disable row level security; end $$",
      ],
      "Table app.notes: row security was on and is off now.",
    ],
    [
      "another owner because somebody gets a right",
      [
        "create role keeper",
        "grant select on plain to keeper",
        "do $$ begin alter table plain owner to keeper; end $$",
      ],
      "Table plain: owner was",
    ],
    [
      "that a column is required because it gets a default",
      [
        "alter table makers alter column name set default 'x'",
        "do $$ begin alter table makers alter column name drop not null; end $$",
      ],
      "Column makers.name: required was yes and is gone now.",
    ],
    [
      "that rows are guarded because the table gets a storage parameter",
      [
        "alter table app.notes set (fillfactor = 80)",
        "do $$ begin alter table app.notes disable row level security; end $$",
      ],
      "Table app.notes: row security was on and is off now.",
    ],
    [
      "values because a temporary table of the same name gets some",
      [
        "create temp table plain (a int, b text)",
        "update plain set b = 'x'",
        "do $$ begin update public.plain set b = 'y'; end $$",
      ],
      "The values of plain.b have changed.",
    ],
    [
      "a table because a temporary one of the same name goes",
      [
        "create temp table links as select 1 as one",
        "-- pitstop:allow drop-table it is a temporary one\ndrop table links",
        "do $$ begin drop table public.links; end $$",
      ],
      "Table links is gone (10 rows).",
    ],
    [
      "values of a composite type because it gets an attribute",
      [
        "alter type app.size add attribute depth int cascade",
        "do $$ begin alter type app.size drop attribute height cascade; end $$",
      ],
      "Attribute app.size.height is gone.",
    ],
    [
      "that a view hides rows because it is replaced by one that doesn't say so",
      ["create or replace view all_makers as select * from makers"],
      "View all_makers: options was security_barrier=true and is nothing now.",
    ],
    [
      "a default because the column gets another name",
      [
        "alter table cars rename column color to colour",
        "do $$ begin alter table cars alter column colour drop default; end $$",
      ],
      "Column cars.color: default was 'red'::text and is gone now.",
    ],
  ])("%s", async (_, statements, sentence) => {
    const { refused } = await judgmentOf(statements);
    expect(sentences(refused)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  });
});

test("what is only added, and what stays under the same name, is no difference", async () => {
  const { allowed, refused } = await judgmentOf([
    "alter table plain add column c int default 4",
    "create table more (id int primary key)",
    "create index plain_a on plain (a)",
    "alter table cars add constraint more check (name <> '') not valid",
    "alter type app.mood add value 'angry' before 'sad'",
    "grant select on plain to public",
    "comment on table plain is 'plain'",
    "reindex table cars",
    "select nextval('app.numbers')",
    "create or replace view red_cars as select id, name from cars where color = 'red'",
    "drop trigger cars_touch on cars; create trigger cars_touch before update on cars for each row execute function app.touch()",
    "alter table makers alter column country set not null",
    "analyze",
    "vacuum full plain",
  ]);
  expect(
    [...allowed.map(({ difference }) => difference), ...refused].map(({ sentence }) => sentence),
  ).toEqual([]);
});
