// What a migration takes away without naming it is stopped, whichever way it goes: by a plain statement that names
// something else, by CASCADE, by a DO block, by a function, by a trigger.
import { describe, expect, test } from "vitest";
import { fullSchema } from "../../test/full-schema.ts";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../test/installed-server.ts";
import { judged } from "../../test/judgment.ts";
import { allowingComment } from "./judge.ts";

const block = (sql: string) => `do $$ begin ${sql}; end $$`;

/** What it is, the statements, and what is said of it at least. */
type Loss = readonly [string, string | string[], string[]];

const losses: readonly Loss[] = [
  [
    "columns of a type that goes by CASCADE",
    "drop type app.mood cascade",
    ["Column cars.mood is gone (100 rows, 100 with a value)."],
  ],
  [
    "columns of a domain that goes by CASCADE",
    "drop domain app.rating cascade",
    ["Column cars.rating is gone (100 rows, 100 with a value)."],
  ],
  [
    "columns of an extension that goes by CASCADE",
    "drop extension hstore cascade",
    ["Column cars.labels is gone (100 rows, 100 with a value)."],
  ],
  [
    "a column and its index by CASCADE of an extension",
    "drop extension citext cascade",
    ["Column cars.tag is gone (100 rows, 100 with a value)."],
  ],
  [
    "a column dropped in a DO block",
    block("alter table cars drop column tag"),
    ["Column cars.tag is gone (100 rows, 100 with a value)."],
  ],
  [
    "a column without a comment that allows it",
    "alter table plain drop column b",
    ["Column plain.b is gone (5 rows, 5 with a value)."],
  ],
  ["a table without a comment that allows it", "drop table plain", ["Table plain is gone (5 rows)."]],
  ["a table dropped in a DO block", block("drop table plain"), ["Table plain is gone (5 rows)."]],
  [
    "a partition dropped in a DO block",
    block("drop table events_2025"),
    ["Table events_2025 is gone (213 rows)."],
  ],
  [
    "tables of a schema in a DO block",
    block("drop schema old cascade"),
    ["Schema old is gone, with its tables (things: 2 rows)."],
  ],
  [
    "rows deleted in a DO block",
    block("delete from plain where a = 1"),
    ["Table plain had 5 rows and has 4 now."],
  ],
  [
    "rows deleted without a comment",
    "delete from plain where a = 1",
    ["Table plain had 5 rows and has 4 now."],
  ],
  [
    "rows deleted within a query",
    "with gone as (delete from plain returning *) select count(*) from gone",
    ["Table plain had 5 rows and has 0 now."],
  ],
  [
    "rows deleted by MERGE",
    "merge into plain using makers on plain.a = makers.id when matched then delete",
    ["Table plain had 5 rows and has 0 now."],
  ],
  ["rows truncated without a comment", "truncate plain", ["Table plain had 5 rows and has 0 now."]],
  [
    "rows of another table, truncated by CASCADE",
    ["-- pitstop:allow loss rows cars they are made again\ntruncate cars cascade"],
    ["Table app.notes had 30 rows and has 0 now."],
  ],
  [
    "rows of another table, deleted by a foreign key",
    ["-- pitstop:allow loss rows cars they are sold\ndelete from cars where id <= 30"],
    ["Table app.notes had 30 rows and has 0 now."],
  ],
  [
    "rows that a function deletes",
    ["create function sweep() returns void language sql as 'delete from plain'", "select sweep()"],
    ["Table plain had 5 rows and has 0 now."],
  ],
  [
    "rows that a trigger deletes",
    [
      "create function sweep() returns trigger language plpgsql as 'begin delete from plain; return new; end'",
      "create trigger sweep after insert on links for each statement execute function sweep()",
      "insert into links values (99, 99)",
    ],
    ["Table plain had 5 rows and has 0 now."],
  ],
  [
    "values that a trigger changes beside an UPDATE",
    [
      "create function repaint() returns trigger language plpgsql as 'begin new.color = null; return new; end'",
      "create trigger repaint before update on cars for each row execute function repaint()",
      "update cars set name = name || '!'",
    ],
    ["The values of cars.color have changed."],
  ],
  [
    "values changed in a DO block",
    block("update cars set price = price + 1 where id = 7"),
    ["The values of cars.price have changed.", "The values of cars.total have changed."],
  ],
  [
    "values that a new type cuts, without a comment",
    "alter table plain alter column b type varchar(1) using left(b, 1)",
    ["The values of plain.b have changed. The type was text and is character varying(1) now."],
  ],
  [
    "values that two rows swap",
    block("update plain set b = case a when 1 then 'b2' else 'b1' end where a in (1, 2)"),
    [],
  ],
  [
    "an attribute of a composite type, with its values",
    "alter type app.size drop attribute height cascade",
    ["Attribute app.size.height is gone.", "The values of cars.box have changed."],
  ],
  [
    "an enum value in a DO block",
    block("delete from pg_enum where enumlabel = 'unused'"),
    ["Enum value app.mood.unused is gone."],
  ],
  [
    "a type in a DO block",
    block("drop type app.span cascade"),
    ["Column cars.span is gone (100 rows, 0 with a value).", "Type app.span is gone."],
  ],
  [
    "a constraint in a DO block",
    block("alter table cars drop constraint cars_price_check"),
    ["Constraint cars.cars_price_check is gone."],
  ],
  [
    "a foreign key that goes with the key of another table",
    "alter table cars drop constraint cars_pkey cascade",
    ["Constraint app.notes.notes_car_id_fkey is gone."],
  ],
  [
    "a unique constraint over two columns, of which one is dropped",
    "-- pitstop:allow drop-column no client reads it\nalter table links drop column two",
    ["Constraint links.links_pkey is gone."],
  ],
  [
    "a domain's constraint",
    block("alter domain app.rating drop constraint rating_check"),
    ["Constraint app.rating.rating_check is gone."],
  ],
  [
    "foreign keys that are not checked any more",
    block("alter table app.notes disable trigger all"),
    ["Constraint app.notes.notes_car_id_fkey: triggers was O and is D and O now."],
  ],
  ["an index in a DO block", block("drop index cars_color_index"), ["Index cars_color_index is gone."]],
  [
    "an index over several columns, of which one is dropped",
    [
      "alter table cars drop constraint cars_price_check",
      "-- pitstop:allow drop-column it is computed\nalter table cars drop column total",
      "-- pitstop:allow drop-column nobody asks for it\nalter table cars drop column price",
    ],
    ["Index cars_expensive is gone."],
  ],
  [
    "an index that becomes invalid",
    block("update pg_index set indisvalid = false where indexrelid = 'cars_color_index'::regclass"),
    ["Index cars_color_index: valid was yes and is gone now."],
  ],
  [
    "an index that is made in another way",
    block("drop index cars_expensive; create index cars_expensive on cars (maker_id)"),
    [
      "Index cars_expensive: definition was USING btree (maker_id) WHERE (price > (100)::numeric) and is USING btree (maker_id) now.",
    ],
  ],
  [
    "an index of the same name and definition on another table",
    block(
      "alter table makers add column color text; drop index cars_color_index; create index cars_color_index on makers (color)",
    ),
    ["Index cars_color_index: table was public.cars and is public.makers now."],
  ],
  [
    "the statistics of a column",
    block("alter table cars alter column name set statistics -1"),
    ["Column cars.name: statistics was 500 and is gone now."],
  ],
  [
    "a storage parameter of what is stored apart",
    block("alter table cars reset (toast.autovacuum_enabled)"),
    ["Table cars: options was fillfactor=90, toast.autovacuum_enabled=false and is fillfactor=90 now."],
  ],
  [
    "a view by CASCADE",
    "-- pitstop:allow drop-column nobody reads it\nalter table makers drop column country cascade",
    ["View all_makers is gone."],
  ],
  [
    "a view that is defined in another way",
    block("create or replace view red_cars as select id, name from cars"),
    [],
  ],
  [
    "a materialized view in a DO block",
    block("drop materialized view totals"),
    ["Materialized view totals is gone."],
  ],
  [
    "a materialized view that is emptied",
    block("refresh materialized view totals with no data"),
    ["Materialized view totals: filled was yes and is gone now."],
  ],
  ["a trigger", block("drop trigger cars_touch on cars"), ["Trigger cars.cars_touch is gone."]],
  [
    "a trigger that does not fire any more",
    block("alter table cars disable trigger cars_touch"),
    ["Trigger cars.cars_touch: enabled was O and is D now."],
  ],
  [
    "a trigger by CASCADE of its function",
    "drop function app.touch() cascade",
    ["Trigger cars.cars_touch is gone."],
  ],
  ["a rule", block("drop rule keep_things on old.things"), ["Rule old.things.keep_things is gone."]],
  [
    "a function of another signature",
    "drop function app.twice(int); do $$ begin drop function app.twice(text); end $$",
    ["Function app.twice(text) is gone."],
  ],
  [
    "a function's body",
    block(
      "create or replace function app.touch() returns trigger language plpgsql as 'begin return null; end'",
    ),
    [],
  ],
  ["a procedure", block("drop procedure app.tidy()"), ["Function app.tidy() is gone."]],
  ["an aggregate", block("drop aggregate app.total(int)"), ["Function app.total(int4) is gone."]],
  ["a sequence without a comment", "drop sequence app.numbers", ["Sequence app.numbers is gone."]],
  [
    "the position of a sequence",
    block("alter sequence app.numbers restart with 1"),
    ["Sequence app.numbers: position was 500 and is at its start now."],
  ],
  [
    "a sequence that goes with an identity",
    "alter table cars alter column id drop identity",
    ["Sequence cars_id_seq is gone."],
  ],
  [
    "an identity in a DO block",
    block("alter table cars alter column id drop identity"),
    ["Column cars.id: identity was always and is gone now.", "Sequence cars_id_seq is gone."],
  ],
  [
    "a default",
    block("alter table cars alter column color drop default"),
    ["Column cars.color: default was 'red'::text and is gone now."],
  ],
  [
    "defaults by CASCADE of a sequence",
    "-- pitstop:allow loss sequence app.notes_id_seq keys come from elsewhere\ndrop sequence app.notes_id_seq cascade",
    ["Column app.notes.id: default was nextval('app.notes_id_seq'::regclass) and is gone now."],
  ],
  [
    "that a column is required",
    block("alter table makers alter column name drop not null"),
    ["Column makers.name: required was yes and is gone now."],
  ],
  [
    "how a column is generated",
    block("alter table cars alter column total drop expression"),
    ["Column cars.total: generated was (price * (2)::numeric) s and is gone now."],
  ],
  [
    "a column's storage and statistics",
    block("alter table cars alter column color set storage main"),
    ["Column cars.color: storage was e and is m now."],
  ],
  ["a collation of a column", block("alter table plain alter column b type text collate app.plain"), []],
  [
    "row level security",
    block("alter table app.notes disable row level security"),
    ["Table app.notes: row security was on and is off now."],
  ],
  ["a policy", block("drop policy own_notes on app.notes"), ["Policy app.notes.own_notes is gone."]],
  [
    "a policy that lets others see",
    block("alter policy own_notes on app.notes using (true)"),
    ["Policy app.notes.own_notes: using was (text <> 'secret'::text) and is true now."],
  ],
  [
    "durability",
    block("alter table plain set unlogged"),
    ["Table plain: persistence was logged and is unlogged now."],
  ],
  [
    "a storage parameter",
    block("alter table cars reset (fillfactor)"),
    [
      "Table cars: options was fillfactor=90, toast.autovacuum_enabled=false and is toast.autovacuum_enabled=false now.",
    ],
  ],
  [
    "a partition that is detached",
    block("alter table events detach partition events_2025"),
    ["Table events had 300 rows and has 87 now."],
  ],
  ["inheritance", block("alter table child no inherit base"), []],
  ["a replica identity", block("alter table cars replica identity default"), []],
  ["rights", block("revoke select on cars from public"), ["Table cars: rights was everybody may SELECT"]],
  ["rights on a column", block("revoke select (country) on makers from public"), []],
  ["rights on a schema", block("revoke usage on schema app from public"), []],
  [
    "a comment",
    block("comment on column cars.color is null"),
    ["Column cars.color: comment was as painted and is gone now."],
  ],
  ["a name", block("alter table plain rename to simple"), ["Table plain: it is table simple now."]],
  [
    "a column's name",
    block("alter table plain rename column b to c"),
    ["Column plain.b: it is column plain.c now."],
  ],
  [
    "a table's schema",
    block("alter table plain set schema old"),
    ["Table plain: it is table old.plain now."],
  ],
  [
    "statistics over several columns",
    block("drop statistics cars_statistics"),
    ["Statistics object cars_statistics is gone."],
  ],
  ["a publication", block("drop publication feed"), ["Publication feed is gone."]],
  [
    "a table of a publication",
    block("alter publication feed drop table cars"),
    ["Published table feed.public.cars is gone."],
  ],
  [
    "a schema of a publication",
    block("alter publication everything drop tables in schema app"),
    ["Published schema everything.app is gone."],
  ],
  ["a large object", "select lo_unlink(4711)", ["Large object 4711 is gone."]],
  ["the content of a large object", "select lo_put(4711, 0, 'other')", []],
  ["an operator", block("drop operator app.<-> (int, int)"), []],
  ["a cast", block("drop cast (text as app.size)"), []],
  ["a collation", block("drop collation app.plain"), []],
  ["a text search configuration", block("drop text search configuration app.search"), []],
  ["a text search dictionary", block("drop text search dictionary app.words"), []],
  [
    "a foreign table by CASCADE",
    block("drop server remote cascade"),
    ["Table remote_cars is gone.", "Foreign server remote is gone."],
  ],
  ["the options of a foreign server", block("alter server remote options (set host 'b')"), []],
  [
    "a user mapping",
    block("drop user mapping for public server remote"),
    ["User mapping remote.public is gone."],
  ],
  ["an event trigger", block("drop event trigger watch"), ["Event trigger watch is gone."]],
  [
    "default privileges",
    block("alter default privileges in schema app revoke select on tables from public"),
    [],
  ],
  [
    "an extension nothing uses",
    block("drop extension citext cascade"),
    ["Column cars.tag is gone (100 rows, 100 with a value).", "Extension citext is gone."],
  ],
];

async function expectStopped(
  judgmentOf: ReturnType<typeof judged>,
  [, statements, sentences]: Loss,
): Promise<void> {
  const { refused } = await judgmentOf([statements].flat());
  expect(refused.length).toBeGreaterThan(0);
  const found = refused.map(({ sentence }) => sentence);
  for (const sentence of sentences)
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  for (const difference of refused) expect(allowingComment(difference)).toContain("-- pitstop:allow loss ");
}

describe("stops, by name,", () => {
  const judgmentOf = judged(fullSchema);
  test.each(losses)("%s", (...loss) => expectStopped(judgmentOf, loss));
});

describe.skipIf(!isServerInstalled())("on the server of the system's packages", () => {
  const judgmentOf = judged(fullSchema, async () => {
    const server = await startInstalledServer();
    if (!server) throw new Error(notInstalled);
    return server;
  });
  test("it stops the same", async () => {
    for (const loss of losses) await expectStopped(judgmentOf, loss);
  });
});
