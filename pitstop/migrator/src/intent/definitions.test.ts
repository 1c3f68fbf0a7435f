// What an application can define beside its tables, each as the reference pages of CREATE and ALTER have it, and what
// PostgreSQL 15 to 18 brought to tables.
import { describe, expect, test } from "vitest";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../test/installed-server.ts";
import { judged } from "../../test/judgment.ts";
import { allowingComment } from "./judge.ts";

const block = (sql: string) => `do $$ begin ${sql}; end $$`;

const schema = `
  create table cars (id int primary key, name text not null, price int, gross int generated always as (price * 2) stored);
  create table sold (at int) partition by range (at);
  create type car as (id int, name text);
  create table of_type of car;
  insert into of_type values (1, 'one');
  create rule keep as on delete to cars do also nothing;
  create function touch() returns trigger language plpgsql security definer set search_path = public cost 50 as 'begin return new; end';
  create trigger touch before update on cars for each row execute function touch();
  alter table cars enable always trigger touch, enable always rule keep;
  alter table cars alter column name set (n_distinct = 5), alter column name set compression pglz;
  create index cars_name on cars (name) with (fillfactor = 60, deduplicate_items = off);
  create view shown with (security_barrier, check_option = local) as select id, name from cars;
  alter view shown alter column name set default 'none';
  comment on constraint cars_pkey on cars is 'the key';
  comment on trigger touch on cars is 'touches';
  create sequence numbers as int minvalue 5 maxvalue 50 cache 3 cycle;
  create sequence owned owned by cars.id;
  create domain price as int default 3 not null check (value > 0);
  create domain amount as int constraint positive check (value > 0);
  create statistics estimates (mcv, ndistinct) on name, price from cars;
  alter statistics estimates set statistics 300;
  create operator class quick for type int4 using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int4, int4);
  create operator family sizes using btree;
  create operator === (leftarg = int, rightarg = int, function = int4eq, restrict = eqsel);
  create cast (car as text) with inout as assignment;
  create collation plain (locale = 'C');
  create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
  create text search parser words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
  create text search template simply (init = dsimple_init, lexize = dsimple_lexize);
  create text search dictionary nouns (template = simple, accept = false);
  create text search configuration search (parser = words);
  alter text search configuration search add mapping for word with nouns, simple;
  create language plx handler plpgsql_call_handler;
  create transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
  create access method heapy type table handler heap_tableam_handler;
  create foreign data wrapper files options (folder '/a');
  create server archive type 'old' version '1' foreign data wrapper files options (host 'a');
  create foreign table far (id int options (column_name 'number')) server archive options (table_name 'cars');
  create publication feed for table cars (id, price) where (price > 5), sold with (publish = 'insert, update', publish_via_partition_root = true);
  create function on_ddl() returns event_trigger language plpgsql as 'begin end';
  create event trigger watch on ddl_command_end when tag in ('CREATE CAST', 'DROP CAST') execute function on_ddl();
  do $$ begin if not exists (select from pg_roles where rolname = 'definer') then create role definer; end if; end $$;
  grant set on parameter log_min_messages to definer;
  grant select on cars to definer with grant option;
`;

/** What PostgreSQL 18 has besides. */
const schemaOf18 = `
  create extension btree_gist;
  create table bills (
    id int, net int, gross int generated always as (net * 2) virtual, valid daterange, owner_id int,
    constraint filled not null net, constraint once primary key (id, valid without overlaps),
    foreign key (owner_id) references cars
  );
  comment on constraint filled on bills is 'always';
  create table sums (net int, gross int generated always as (net * 2) virtual);
  create table lines (bill_id int, valid daterange, net int constraint positive check (net > 0),
    constraint of_bill foreign key (bill_id, period valid) references bills (id, period valid));
  create publication gross for table bills with (publish_generated_columns = stored);
  create domain required as int constraint always not null;
  comment on constraint always on domain required is 'never null';
  alter default privileges grant maintain on tables to definer;
  create event trigger entered on login execute function on_ddl();
`;

/** What is done, what is said of it at least, and from which server on. */
type Loss = readonly [statement: string, sentence: string, since?: number];

/** Each list is done at once: what is said of one doesn't depend on the others. */
const rounds: Readonly<Record<"changed" | "dropped" | "replaced", readonly Loss[]>> = {
  changed: [
    ["alter table of_type not of", "Table of_type: of type was"],
    ["alter table cars enable trigger touch", "Trigger cars.touch: enabled was A and is O now."],
    ["alter table cars enable rule keep", "Rule cars.keep: enabled was A and is O now."],
    ["alter table cars alter column name reset (n_distinct)", "Column cars.name: options was"],
    ["alter table cars alter column name set compression default", "Column cars.name: compression was p"],
    ["alter table cars alter column gross drop expression", "Column cars.gross: generated was"],
    ["alter index cars_name reset (deduplicate_items)", "Index cars_name: options was"],
    ["alter view shown reset (security_barrier)", "View shown: options was"],
    ["alter view shown alter column name drop default", "Column shown.name: default was"],
    ["comment on constraint cars_pkey on cars is null", "Constraint cars.cars_pkey: comment was the key"],
    ["comment on trigger touch on cars is null", "Trigger cars.touch: comment was touches"],
    ["alter function touch() security invoker", "Function touch(): definition was"],
    ["alter sequence numbers no cycle", "Sequence numbers: definition was"],
    ["alter sequence owned owned by none", "Sequence owned: owned by was"],
    ["alter domain price drop default", "Domain price: default was 3 and is gone now."],
    ["alter domain price drop not null", "Domain price: required was yes and is gone now."],
    ["alter domain amount drop constraint positive", "Constraint amount.positive is gone."],
    ["alter statistics estimates set statistics 5", "Statistics object estimates: definition was"],
    [
      "alter operator === (int, int) set (restrict = none)",
      'Operator "===(integer,integer)": definition was',
    ],
    [
      "alter text search configuration search drop mapping for word",
      "Text search configuration search: definition was",
    ],
    ["alter text search dictionary nouns (accept)", "Text search dictionary nouns: definition was"],
    ["alter foreign data wrapper files options (drop folder)", "Foreign-data wrapper files: definition was"],
    ["alter server archive options (drop host)", "Foreign server archive: definition was"],
    ["alter foreign table far options (drop table_name)", "Table far: foreign options was"],
    [
      "alter foreign table far alter column id options (drop column_name)",
      "Column far.id: foreign options was",
    ],
    ["alter publication feed set table cars (id, price), sold", "Published table feed.public.cars"],
    ["alter publication feed set (publish = 'insert')", "Publication feed: settings was"],
    ["alter event trigger watch disable", "Event trigger watch: definition was"],
    ["revoke set on parameter log_min_messages from definer", "Parameter log_min_messages"],
    ["revoke grant option for select on cars from definer", "Table cars: rights was"],
    [
      "alter table sums alter column gross set expression as (net * 3)",
      "Column sums.gross: generated was",
      18,
    ],
    ["comment on constraint filled on bills is null", "Column bills.net: comment on not null was always", 18],
    [
      "alter table bills alter constraint bills_owner_id_fkey not enforced",
      "Constraint bills.bills_owner_id_fkey: definition was",
      18,
    ],
    ["alter publication gross set (publish_generated_columns = none)", "Publication gross: settings was", 18],
    [
      "comment on constraint always on domain required is null",
      "Domain required: comment on not null was never null and is gone now.",
      18,
    ],
    ["alter default privileges revoke maintain on tables from definer", "Default privilege", 18],
  ],
  dropped: [
    ["drop domain amount", "Domain amount is gone."],
    ["drop statistics estimates", "Statistics object estimates is gone."],
    ["drop operator class quick using btree", "Operator class quick"],
    ["drop operator family sizes using btree", "Operator family sizes"],
    ["drop operator === (int, int)", "Operator "],
    ["drop cast (car as text)", "Cast "],
    ["drop collation plain", "Collation plain is gone."],
    ["drop conversion latin", "Conversion latin is gone."],
    ["drop text search configuration search", "Text search configuration search is gone."],
    ["drop text search parser words", "Text search parser words is gone."],
    ["drop text search template simply", "Text search template simply is gone."],
    ["drop language plx", "Language plx is gone."],
    ["drop transform for int language sql", "Transform "],
    ["drop access method heapy", "Access method heapy is gone."],
    ["drop foreign data wrapper files cascade", "Foreign-data wrapper files is gone."],
    ["alter publication feed drop table sold", "Published table feed.public.sold is gone."],
    ["drop type car cascade", "Table of_type is gone (1 row)."],
    ["alter table bills drop column gross", "Column bills.gross is gone", 18],
    ["alter table bills drop constraint filled", "Column bills.net: required was yes and is gone now.", 18],
    ["alter table lines drop constraint of_bill", "Constraint lines.of_bill is gone.", 18],
    [
      "alter domain required drop constraint always",
      "Domain required: required was yes and is gone now.",
      18,
    ],
    ["drop event trigger entered", "Event trigger entered is gone.", 18],
  ],
  replaced: [
    ["drop cast (car as text); create cast (car as text) with inout", "Cast "],
    [
      "alter publication feed set table cars where (price > 5), sold",
      "Published table feed.public.cars: settings was",
    ],
    [
      "drop event trigger watch; create event trigger watch on ddl_command_end when tag in ('CREATE CAST') execute function on_ddl()",
      "Event trigger watch: definition was",
    ],
    [
      "create or replace function touch() returns trigger language plpgsql as 'begin return new; end'",
      "Function touch(): definition was",
    ],
    ["create or replace view shown as select id, name from cars", "View shown: options was"],
    [
      "alter table lines drop constraint positive; alter table lines add constraint positive check (net > 0) not enforced",
      "Constraint lines.positive: definition was",
      18,
    ],
    [
      "alter table bills drop constraint once cascade; alter table bills add constraint once primary key (id, valid)",
      "Constraint bills.once: definition was",
      18,
    ],
  ],
};

const since = (version: number, losses: readonly Loss[]): readonly Loss[] =>
  losses.filter(([, , first = 0]) => version >= first);

async function expectStopped(
  judgmentOf: ReturnType<typeof judged>,
  losses: readonly Loss[],
  version: number,
): Promise<void> {
  const those = since(version, losses);
  const { refused } = await judgmentOf([block(those.map(([statement]) => statement).join("; "))]);
  const found = refused.map(({ sentence }) => sentence);
  for (const [statement, sentence] of those)
    expect([statement, ...found]).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  for (const difference of refused) expect(allowingComment(difference)).toContain("-- pitstop:allow loss ");
}

describe("on the embedded server", () => {
  const judgmentOf = judged(`${schema}${schemaOf18}`);
  test.each(Object.entries(rounds))("stops by name what is %s", (_, losses) =>
    expectStopped(judgmentOf, losses, 18),
  );
  test("stops what a replaced trigger forgets", async () => {
    const replace =
      "create or replace trigger touch before update on cars for each row execute function touch()";
    const { refused } = await judgmentOf([replace]);
    expect(refused.map(({ sentence }) => sentence)).toEqual([
      "Trigger cars.touch: enabled was A and is O now.",
    ]);
    expect((await judgmentOf([replace, "alter table cars enable always trigger touch"])).refused).toEqual([]);
  });
  test("allows what statements name", async () => {
    const { refused } = await judgmentOf(since(18, rounds.changed).map(([statement]) => statement));
    expect(refused.map(({ sentence }) => sentence)).toEqual([]);
  });
});

describe.skipIf(!isServerInstalled())("on the server of the system's packages", () => {
  const judgmentOf = judged(schema, async () => {
    const server = await startInstalledServer();
    if (!server) throw new Error(notInstalled);
    return server;
  });
  test.each(Object.entries(rounds))("it stops what is %s", (_, losses) =>
    expectStopped(judgmentOf, losses, 15),
  );
});
