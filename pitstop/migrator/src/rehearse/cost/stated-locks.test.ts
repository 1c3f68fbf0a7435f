import { lockDifferences } from "@pitstop/lint/test/stated-locks";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../../test/installed-server.ts";
import { testConnection, testServer } from "../../../test/server.ts";

const { database } = testServer();

const before = `
  create table owners (id bigint primary key);
  create table makers (id bigint primary key, parent_id bigint references makers);
  create table cars (
    id bigint primary key, owner_id bigint references owners, maker_id bigint references makers,
    price int, year int, code text not null
  );
  create index cars_price on cars (price);
  create unique index cars_code on cars (code);
  create table rentals (id bigint primary key, car_id bigint references cars);
  create table trips (at int) partition by range (at);
  create table trips_1 partition of trips for values from (1) to (2);
  create table trips_other partition of trips default;
  create index trips_at on trips (at);
  create table spare (at int);
  create table days (at int, owner_id bigint references owners) partition by range (at);
  create table days_1 partition of days for values from (1) to (2);
  create table day_spare (at int, owner_id bigint);
  create table weeks (id int primary key) partition by range (id);
  create table weeks_1 partition of weeks for values from (1) to (100) partition by range (id);
  create table weeks_1_a partition of weeks_1 for values from (1) to (50);
  create table week_spare (id int primary key);
  create table notes (week int references weeks);
  create table base (id int);
  create table child (id int) inherits (base);
  create table other (id int);
  create materialized view totals as select year, count(*) as n from cars group by 1;
  create unique index totals_year on totals (year);
  create view cheap as select year from cars where price < 100;
  create sequence numbers;
  create table counted (id int generated always as identity);
  alter table cars add constraint later check (price > 0) not valid;
  create function nothing() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger touch before insert on cars for each row execute function nothing();
  create rule keep as on delete to cars do also nothing;
  create policy own on cars using (true);
  create publication feed for table cars;
  create statistics estimates on price, year from cars;
  create table docs (tags int[], at int);
  create index docs_tags on docs using gin (tags);
  create index docs_at on docs using brin (at);
  create index docs_old on docs using gist (int4range(at, at));
  create type car as (id int, name text);
  create table of_type of car;
  create extension citext;
  create foreign data wrapper files;
  create server archive foreign data wrapper files;
  create foreign table far (id int) server archive;
`;

const beforeOf18 = `
  create table bills (id int, net int, gross int generated always as (net * 2) virtual, valid int4range, span int4range);
  alter table bills add constraint filled not null net not valid;
  create table lines (bill int4range, valid int4range, car_id bigint, constraint of_car foreign key (car_id) references cars not enforced);
  create table keys (span int4range, valid int4range, primary key (span, valid without overlaps));
  create table heirless (id int constraint own not null no inherit);
  create table heir () inherits (heirless);
`;

const statementsOf18 = [
  "alter table rentals alter constraint rentals_car_id_fkey not enforced",
  "alter table lines alter constraint of_car enforced",
  "alter table cars add constraint filled not null price",
  "alter table cars add constraint filled not null price not valid",
  "alter table bills validate constraint filled",
  "alter table bills alter column net set not null",
  "alter table bills drop constraint filled",
  "alter table heirless alter constraint own inherit",
  "alter table base add constraint filled not null id no inherit",
  "alter table cars add column gross int generated always as (price * 2) virtual",
  "alter table cars add column gross int generated always as (price * 2) virtual not null",
  "alter table bills alter column gross set expression as (net * 3)",
  "alter table bills alter column gross type bigint",
  "alter table bills drop column gross",
  "alter table bills add constraint once unique (span, valid without overlaps)",
  "alter table lines add foreign key (bill, period valid) references keys (span, period valid)",
  "alter table lines add foreign key (bill, period valid) references keys (span, period valid) not valid",
  "alter table cars add check (price > 0) not enforced",
  "alter table cars add foreign key (owner_id) references owners not enforced",
  "alter table cars add column boss_id bigint references owners not enforced",
  "alter table days add foreign key (at) references weeks not valid",
  "analyze only base",
];

const statements = [
  "create table trips_2 partition of trips for values from (2) to (3)",
  "create table days_2 partition of days for values from (2) to (3)",
  "create table days_other partition of days default",
  "create table weeks_2 partition of weeks for values from (100) to (200)",
  "create table weeks_1_b partition of weeks_1 for values from (50) to (100)",
  "create table rentals_2 (car_id bigint references cars)",
  "create table kid () inherits (base)",
  "create table copied (like cars)",
  "drop table trips_1",
  "drop table trips",
  "drop table trips_other",
  "drop table days_1",
  "drop table days",
  "drop table weeks cascade",
  "drop table rentals",
  "drop table notes",
  "drop table makers cascade",
  "drop table owners cascade",
  "alter table trips attach partition spare for values from (5) to (6)",
  "alter table days attach partition day_spare for values from (5) to (6)",
  "alter table days attach partition day_spare default",
  "alter table weeks attach partition week_spare for values from (200) to (300)",
  "alter table trips detach partition trips_1",
  "alter table trips detach partition trips_other",
  "alter table days detach partition days_1",
  "alter table weeks detach partition weeks_1",
  "create policy more on cars using (true)",
  "alter policy own on cars using (false)",
  "alter policy own on cars rename to mine",
  "drop policy own on cars",
  "create rule more as on delete to cars do also nothing",
  "create or replace rule keep as on delete to cars do instead nothing",
  "alter rule keep on cars rename to kept",
  "drop rule keep on cars",
  "create trigger more before update on cars for each row execute function nothing()",
  "create trigger more after insert on trips for each row execute function nothing()",
  "create constraint trigger deferred after insert on cars from owners deferrable for each row execute function nothing()",
  "alter trigger touch on cars rename to touched",
  "drop trigger touch on cars",
  "reindex table cars",
  "reindex index cars_price",
  "alter sequence numbers restart with 5",
  "alter sequence numbers rename to counts",
  "alter sequence numbers owner to current_user",
  "alter table other inherit base",
  "alter table child no inherit base",
  "alter table cars set (user_catalog_table = true)",
  "alter table cars reset (user_catalog_table)",
  "alter table cars set (fillfactor = 80)",
  "alter table cars set (autovacuum_enabled = false, user_catalog_table = true)",
  "alter table cars add column color text",
  "alter table cars add column boss_id bigint references owners",
  "alter table cars drop column code",
  "alter table cars drop column maker_id",
  "alter table makers drop column parent_id",
  "alter table owners drop column id cascade",
  "alter table cars alter column price set not null",
  "alter table cars alter column price set default 1",
  "alter table cars alter column price set statistics 10",
  "alter table cars alter column price set (n_distinct = 5)",
  "alter table cars alter column code set storage external",
  "alter table cars alter column code type varchar(10)",
  "alter table rentals alter column car_id type int",
  "alter table owners alter column id type numeric",
  "alter table counted alter column id restart with 7",
  "alter table counted alter column id drop identity",
  "alter table cars add constraint owned foreign key (owner_id) references owners",
  "alter table cars add constraint owned foreign key (owner_id) references owners not valid",
  "alter table days add foreign key (at) references weeks",
  "alter table cars add constraint positive check (price > 0) not valid",
  "alter table cars add constraint one unique (price)",
  "alter table cars add constraint one unique using index cars_code",
  "alter table cars add constraint one exclude using btree (price with =)",
  "alter table cars validate constraint later",
  "alter table rentals validate constraint rentals_car_id_fkey",
  "alter table rentals alter constraint rentals_car_id_fkey deferrable",
  "alter table rentals drop constraint rentals_car_id_fkey",
  "alter table cars drop constraint cars_pkey cascade",
  "alter table cars drop constraint later",
  "alter table cars rename constraint later to sooner",
  "alter table cars rename column price to cost",
  "alter table cars rename to vehicles",
  "alter table cars cluster on cars_price",
  "alter table cars set without cluster",
  "alter table cars replica identity full",
  "alter table cars enable row level security",
  "alter table cars force row level security",
  "alter table cars owner to current_user",
  "alter table cars set schema public",
  "alter table cars set tablespace pg_default",
  "alter table notes set unlogged",
  "alter table cars disable rule keep",
  "alter table cars disable trigger all",
  "alter table cars enable always trigger touch",
  "alter table trips add column x int",
  "alter table trips alter column at set default 1",
  "alter table trips alter column at set not null",
  "alter table trips add constraint low check (at > 0) not valid",
  "alter table trips rename column at to day",
  "alter table trips rename to journeys",
  "alter table trips owner to current_user",
  "alter table trips disable trigger all",
  "alter table base add column y int",
  "alter table base rename column id to number",
  "alter table base add check (id > 0)",
  "create index cars_year on cars (year)",
  "create index trips_again on trips (at)",
  "create index trips_again on only trips (at)",
  "drop index cars_price",
  "drop index trips_at",
  "alter index cars_price rename to renamed",
  "alter index cars_price set (fillfactor = 50)",
  "alter index cars_price set tablespace pg_default",
  "truncate rentals",
  "truncate trips",
  "truncate base",
  "truncate only base",
  "truncate owners cascade",
  "lock table cars in share mode",
  "lock table cars",
  "lock table trips in exclusive mode",
  "lock table only base",
  "cluster cars using cars_price",
  "refresh materialized view totals",
  "refresh materialized view concurrently totals",
  "alter materialized view totals rename to sums",
  "alter materialized view totals set (fillfactor = 50)",
  "drop materialized view totals",
  "drop view cheap",
  "create or replace view cheap as select year from cars",
  "alter view cheap set (security_barrier)",
  "alter view cheap rename to cheaper",
  "alter view cheap alter column year set default 1",
  "create statistics more on price, year from cars",
  "analyze cars",
  "comment on table cars is 'x'",
  "comment on column cars.price is 'x'",
  "create publication more for table cars",
  "alter publication feed add table owners",
  "alter publication feed drop table cars",
  "comment on constraint cars_pkey on cars is 'x'",
  "comment on trigger touch on cars is 'x'",
  "comment on rule keep on cars is 'x'",
  "comment on policy own on cars is 'x'",
  "comment on view cheap is 'x'",
  "comment on materialized view totals is 'x'",
  "comment on foreign table far is 'x'",
  "alter trigger touch on cars depends on extension citext",
  "alter index cars_price depends on extension citext",
  "alter materialized view totals depends on extension citext",
  "alter function nothing() depends on extension citext",
  "alter extension citext add table spare",
  "alter index docs_tags set (fastupdate = off)",
  "alter index docs_tags reset (gin_pending_list_limit)",
  "alter index docs_at set (pages_per_range = 4)",
  "alter index docs_at set (autosummarize)",
  "alter index docs_old set (buffering = off)",
  "alter index cars_price set (deduplicate_items = off)",
  "create foreign table trips_9 partition of trips for values from (8) to (9) server archive",
  "create foreign table kin () inherits (base) server archive",
  "create schema depot create table stock (car_id bigint references cars) create view seen as select 1 as one",
  "alter foreign table far add column name text",
  "alter foreign table far add check (id > 0)",
  "alter foreign table far alter column id set statistics 5",
  "alter foreign table far options (add host 'a')",
  "alter foreign table far owner to current_user",
  "drop foreign table far",
  "alter type car add attribute x int cascade",
  "alter type car drop attribute name cascade",
  "alter type car alter attribute name type varchar cascade",
  "alter type car rename attribute name to label cascade",
  "drop type car cascade",
  "alter table of_type not of",
  "alter table cars disable row level security",
  "alter table cars no force row level security",
  "alter table cars enable rule keep",
  "alter table cars enable replica rule keep",
  "alter table cars set without oids",
  "alter table cars alter column price drop default",
  "alter table cars alter column code drop not null",
  "alter table cars alter column price reset (n_distinct)",
  "alter table cars alter column code set compression pglz",
  "alter table cars reset (fillfactor)",
  "alter table cars replica identity using index cars_code",
  "alter table counted alter column id set generated by default",
  "alter table base alter column id set not null",
  "alter table child alter column id set default 3",
  "alter materialized view totals cluster on totals_year",
  "alter materialized view totals set without cluster",
  "alter materialized view totals alter column n set statistics 5",
  "alter materialized view totals rename column n to count",
  "alter materialized view totals set schema public",
  "alter materialized view totals owner to current_user",
  "alter materialized view totals set tablespace pg_default",
  "alter view cheap owner to current_user",
  "alter view cheap rename column year to since",
  "alter view cheap reset (security_barrier)",
  "alter view cheap alter column year drop default",
  "alter view cheap set schema public",
  "alter sequence numbers owned by cars.price",
  "alter sequence numbers set schema public",
  "drop sequence numbers",
  "drop statistics estimates",
  "alter statistics estimates set statistics 5",
  "alter statistics estimates rename to guesses",
  "drop function nothing() cascade",
  "drop extension citext cascade",
  "drop publication feed",
  "create publication everything for all tables",
  "alter publication feed set table owners",
  "alter publication feed set (publish = 'insert')",
  "alter publication feed rename to news",
  "create index docs_more on docs using gin (tags)",
  "alter table cars rename constraint cars_pkey to cars_key",
  "alter index cars_pkey rename to cars_key",
  "create view seen as select * from cars",
  "create materialized view seen as select * from cars",
  "create table seen as select * from cars",
  "select * into seen from cars",
  "truncate rentals restart identity",
  "truncate only rentals",
  "do $$ begin end $$",
  "alter default privileges grant select on tables to public",
  "revoke select on cars from public",
  "grant select on cars to public",
  "insert into owners values (1)",
  "update owners set id = 1",
  "delete from owners",
  "merge into owners using spare on spare.at = owners.id when not matched then insert values (at)",
];

/** What is known doesn't say everything: these locks are stated and not taken. */
const overstated: readonly string[] = [
  "alter table trips disable trigger all: trips_1 SHARE ROW EXCLUSIVE, measured nothing",
  "alter table trips disable trigger all: trips_other SHARE ROW EXCLUSIVE, measured nothing",
];

describe("each statement takes no stronger lock than the linter says", () => {
  it("on the embedded server", async () => {
    await expectLocks(await testConnection(await database()), [beforeOf18, statementsOf18]);
  });

  it.skipIf(!isServerInstalled())("on the server of the system's packages", async () => {
    const server = await startInstalledServer();
    if (!server) throw new Error(notInstalled);
    const client = new pg.Client(server.url);
    try {
      await client.connect();
      await expectLocks(client);
    } finally {
      await client.end();
      await server.stop();
    }
  });
});

async function expectLocks(client: pg.Client, [moreBefore, more] = ["", [] as string[]]): Promise<void> {
  const schema = `${before}${moreBefore}`;
  await client.query(schema);
  const { weaker, stronger } = await lockDifferences(client, schema, [...statements, ...more]);
  expect(weaker).toEqual([]);
  expect(stronger).toEqual(overstated);
}
