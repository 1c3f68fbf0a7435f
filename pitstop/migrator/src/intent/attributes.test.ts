// What PostgreSQL keeps of an object besides its definition: who may use it, how it is stored, what is promised of it.
import { describe, expect, test } from "vitest";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../test/installed-server.ts";
import { judged } from "../../test/judgment.ts";
import { allowingComment } from "./judge.ts";

const role = (name: string) =>
  `if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if`;
/** For what must name the database. */
const ofDatabase = (sql: string) => `do $$ begin execute format('${sql}', current_database()); end $$`;
const block = (sql: string) => `do $$ begin ${sql}; end $$`;

const schema = `
  do $$ begin ${role("clerk")}; ${role("boss")}; end $$;
  grant clerk to boss;
  alter role clerk set work_mem = '8MB';
  alter role clerk connection limit 5;
  create extension citext;
  comment on extension citext is 'texts';
  create collation plain from "C";
  create schema other;
  create collation other.plain from "POSIX";
  create table cars (
    id int primary key, name text collate plain not null, size int, maker_id int, span int4range,
    unique (id, maker_id), exclude using gist (span with =)
  );
  create table parts (car_id int, maker_id int,
    constraint of_car foreign key (car_id, maker_id) references cars (id, maker_id) on delete set null);
  create index cars_lower on cars (lower(name));
  alter index cars_lower alter column 1 set statistics 200;
  create index cars_span on cars using gist (span);
  create materialized view totals with (fillfactor = 80, toast.autovacuum_enabled = false) as select id, size, 'a'::text as label from cars;
  create unique index totals_id on totals (id);
  alter materialized view totals cluster on totals_id;
  create foreign data wrapper wrapper;
  create server one foreign data wrapper wrapper;
  create server two foreign data wrapper wrapper;
  create foreign table far (id int) server one;
  create user mapping for public server one options (password 'secret');
  create type mood as enum ('sad', 'happy');
  create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
  create operator family sizes using btree;
  alter operator family sizes using btree add operator 1 < (int4, int8);
  create operator class quick for type int4 using btree as operator 1 <, function 1 btint4cmp(int4, int4);
  create publication feed for table cars;
  comment on publication feed is 'to others';
  create type opaque;
  alter default privileges grant select on tables to clerk;
  grant execute on function pg_ls_dir(text) to clerk;
  insert into pg_seclabel select 'pg_class'::regclass, 'pg_class'::regclass, 0, 'guard', 'secret' from pg_class limit 1;
  insert into pg_shseclabel select oid, 'pg_authid'::regclass, 'guard', 'secret' from pg_roles where rolname = 'clerk';
  grant select on cars to clerk;
  alter table cars enable row level security;
  create policy own on cars to clerk using (true);
  alter default privileges in schema other grant select on tables to clerk;
  insert into cars values (1, 'Golf', 1, 1, '[1,2)');
  refresh materialized view totals;
`;

const ofCopy = ["set work_mem = ''9MB''"]
  .map((sql) => ofDatabase(`alter database %I ${sql}`))
  .concat(
    ofDatabase("grant create on database %I to clerk"),
    ofDatabase("comment on database %I is ''cars''"),
  )
  .join(";");

/** What it is, the statement, and what is said; from which server on. */
const losses: readonly (readonly [string, string, string, number?])[] = [
  ["a right on the database", ofDatabase("revoke create on database %I from clerk"), "rights was"],
  [
    "the default right to connect",
    ofDatabase("revoke connect on database %I from public"),
    "everybody may CONNECT",
  ],
  [
    "a comment on the database",
    ofDatabase("comment on database %I is null"),
    "comment was cars and is gone now.",
  ],
  [
    "the number of connections",
    ofDatabase("alter database %I connection limit 1"),
    "connections was allowed, at most -1",
  ],
  ["the owner of the database", ofDatabase("alter database %I owner to clerk"), "owner was"],
  [
    "a setting of the database",
    ofDatabase("alter database %I reset work_mem"),
    "Database setting work_mem is gone.",
  ],
  [
    "another value of a setting",
    ofDatabase("alter database %I set work_mem = ''1MB''"),
    "Database setting work_mem: value was",
  ],
  ["a setting of a role", block("alter role clerk reset all"), "Role setting clerk.work_mem is gone."],
  [
    "that a role may connect often",
    block("alter role clerk connection limit 1"),
    "Role clerk: connections was 5 and is 1 now.",
  ],
  [
    "that a role inherits",
    block("alter role clerk noinherit"),
    "Role clerk: rights was inherits and is nothing now.",
  ],
  [
    "that a role is a member of another",
    block("revoke clerk from boss"),
    "Role membership clerk.boss is gone.",
  ],
  [
    "a default privilege that somebody gave",
    block("alter default privileges revoke select on tables from clerk"),
    "Default privilege",
  ],
  [
    "a default privilege that PostgreSQL gives",
    block("alter default privileges revoke execute on functions from public"),
    "everybody may EXECUTE",
  ],
  [
    "that older rows have a value",
    block(
      "alter table cars alter column name drop not null; alter table cars add constraint filled not null name not valid",
    ),
    "Column cars.name: required of older rows was yes and is gone now.",
    18,
  ],
  [
    "that what inherits has a value",
    block(
      "alter table cars alter column size set not null; alter table cars alter column name drop not null; alter table cars add constraint filled not null name no inherit",
    ),
    "Column cars.name: required of what inherits was yes and is gone now.",
    18,
  ],
  [
    "a comment on an extension",
    block("comment on extension citext is null"),
    "Extension citext: comment was texts",
  ],
  [
    "a comment on a publication",
    block("comment on publication feed is null"),
    "Publication feed: comment was to others",
  ],
  [
    "a collation of the same name in another schema",
    block("alter table cars alter column name type text collate other.plain"),
    "Column cars.name: collation was public.plain and is other.plain now.",
  ],
  [
    "the columns that a foreign key empties",
    block(
      "alter table parts drop constraint of_car; alter table parts add constraint of_car foreign key (car_id, maker_id) references cars (id, maker_id) on delete set null (car_id)",
    ),
    "Constraint parts.of_car: definition was",
    15,
  ],
  [
    "the operator of an exclusion",
    block(
      "alter table cars drop constraint cars_span_excl; alter table cars add constraint cars_span_excl exclude using gist (span with &&)",
    ),
    "Constraint cars.cars_span_excl: definition was",
  ],
  [
    "the statistics of an index",
    block("alter index cars_lower alter column 1 set statistics -1"),
    "Index cars_lower: statistics was 1: 200 and is gone now.",
  ],
  [
    "a parameter of what is stored apart of a materialized view",
    block("alter materialized view totals reset (toast.autovacuum_enabled)"),
    "Materialized view totals: options was",
  ],
  [
    "the order of a materialized view",
    block("alter materialized view totals set without cluster"),
    "Materialized view totals: clustered by was",
  ],
  [
    "the server of a foreign table",
    block("drop foreign table far; create foreign table far (id int) server two"),
    "Table far: server was one and is two now.",
  ],
  [
    "the password of a user mapping",
    block("alter user mapping for public server one options (set password 'other')"),
    "User mapping one.public: hash of the options was",
  ],
  [
    "the order of enum values",
    block("update pg_enum set enumsortorder = 9 where enumlabel = 'sad'"),
    "Enum value mood.happy: order was 2 and is 1 now.",
  ],
  [
    "how an aggregate adds up",
    block(
      "drop aggregate total(int); create aggregate total(int) (sfunc = int4mul, stype = int, initcond = '0')",
    ),
    "Function total(int4): definition was",
  ],
  [
    "an operator of an operator family",
    block("alter operator family sizes using btree drop operator 1 (int4, int8)"),
    "sizes",
  ],
  [
    "a right on a function of PostgreSQL",
    block("revoke execute on function pg_sleep(double precision) from public"),
    "Function pg_catalog.pg_sleep(float8): rights was everybody may EXECUTE",
  ],
  [
    "a right that somebody gave on one",
    block("revoke execute on function pg_ls_dir(text) from clerk"),
    "Function pg_catalog.pg_ls_dir(text): rights was clerk may EXECUTE",
  ],
  [
    "a right on a view of PostgreSQL",
    block("revoke select on pg_stat_activity from public"),
    "View pg_catalog.pg_stat_activity: rights was everybody may SELECT",
  ],
  [
    "a right on a function of an extension",
    block("revoke execute on function citext_eq(citext, citext) from public"),
    "Function citext_eq(citext,citext): rights was everybody may EXECUTE",
  ],
  [
    "a right on PostgreSQL's schema",
    block("revoke usage on schema information_schema from public"),
    "Schema information_schema: rights was everybody may USAGE",
  ],
  ["a security label", block("delete from pg_seclabel"), "is gone."],
  ["a security label of a role", block("delete from pg_shseclabel"), "is gone."],
  [
    "another default privilege than the one that is named",
    `alter default privileges revoke select on tables from clerk;
     ${block("alter default privileges revoke execute on functions from public")}`,
    "everybody may EXECUTE",
  ],
  [
    "default privileges of another schema than the one that is named",
    `alter default privileges in schema public grant select on tables to clerk;
     ${block("alter default privileges in schema other revoke select on tables from clerk")}`,
    "Default privilege",
  ],
  [
    "default privileges of another role than the one that is named",
    `alter default privileges for role boss grant select on tables to clerk;
     ${block("alter default privileges revoke select on tables from clerk")}`,
    "Default privilege",
  ],
  [
    "a default privilege of large objects",
    block("alter default privileges revoke all on large objects from current_user"),
    "Default privilege",
    18,
  ],
  [
    "a right of a role that gets another name",
    `alter role clerk rename to seller; ${block("revoke select on cars from seller")}`,
    "clerk may SELECT",
  ],
];

const kept: readonly (readonly [string, string])[] = [
  ["one more right on a function of PostgreSQL", "grant execute on function pg_read_file(text) to boss"],
  ["an enum value between others", "alter type mood add value 'calm' before 'happy'"],
  ["one more right on the database", ofDatabase("grant create on database %I to boss")],
  ["one more default privilege", "alter default privileges grant select on tables to public"],
  ["one more member of a role", "create role member in role clerk"],
  ["a setting of the database", ofDatabase("alter database %I set statement_timeout = 1000")],
  ["another name of a collation", "alter collation plain rename to simple"],
];

const named: readonly (readonly [string, string])[] = [
  [
    "a right on a function of PostgreSQL",
    "revoke execute on function pg_sleep(double precision) from public",
  ],
  ["one that is named with its schema", "revoke execute on function pg_catalog.pg_ls_dir(text) from clerk"],
  [
    "a right on a function of an extension",
    "revoke execute on function citext_eq(citext, citext) from public",
  ],
  ["a setting of a role", "alter role clerk reset work_mem"],
  ["all settings of a role", "alter role clerk reset all"],
  ["an attribute of a role", "alter role clerk connection limit 1"],
  ["a member of a role", "revoke clerk from boss"],
  ["a default privilege", "alter default privileges revoke select on tables from clerk"],
  [
    "a default privilege of a schema",
    "alter default privileges in schema other revoke select on tables from clerk",
  ],
  [
    "default privileges of a role that is named",
    "alter default privileges for role current_user revoke select on tables from clerk",
  ],
  ["another name of a role", "alter role clerk rename to seller"],
  ["another name of a group", "alter group boss rename to chief"],
  ["an operator class with its members", "drop operator class quick using btree"],
  ["rights of PostgreSQL", "alter default privileges revoke execute on functions from public"],
];

async function expectJudged(judgmentOf: ReturnType<typeof judged>, version: number): Promise<void> {
  for (const [what, statement, sentence, since = 0] of losses) {
    if (version < since) continue;
    const { refused } = await judgmentOf([statement]);
    const found = refused.map((difference) => difference.sentence);
    expect([what, ...found]).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
    for (const difference of refused) expect(allowingComment(difference)).toContain("-- pitstop:allow loss ");
  }
  for (const [what, statement] of [...kept, ...named]) {
    const { refused } = await judgmentOf([statement]);
    expect([what, ...refused.map(({ sentence }) => sentence)]).toEqual([what]);
  }
}

describe("on the embedded server", () => {
  const judgmentOf = judged(schema, undefined, ofCopy);
  test("stops what is taken away, and nothing that is added or named", () => expectJudged(judgmentOf, 18));
});

describe.skipIf(!isServerInstalled())("on the server of the system's packages", () => {
  const judgmentOf = judged(
    schema,
    async () => {
      const server = await startInstalledServer();
      if (!server) throw new Error(notInstalled);
      return server;
    },
    ofCopy,
  );
  test("it stops the same", () => expectJudged(judgmentOf, 15));
});
