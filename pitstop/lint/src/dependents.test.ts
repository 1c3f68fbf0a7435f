import { expect, it } from "vitest";
import { testConnection, testServer } from "../test/server.ts";
import { lockDifferences } from "../test/stated-locks.ts";

const { database } = testServer();

const schema = `
  create type mood as enum ('good', 'bad');
  create type tone as enum ('high', 'low');
  create type span as range (subtype = int4);
  create domain price as int;
  create domain discount as price;
  create domain amount as int;
  create domain amounts as int[];
  create schema shop;
  create sequence numbers;
  create table shop.carts (id int primary key);
  create table cars (id int primary key, mood mood, price price, year int);
  create table bills (total amount, reduced discount, lists amounts);
  create table moods (all_of mood[]);
  create table spans (of_days span);
  create table counted (id int default nextval('numbers'));
  create table "Odd ""name" (id int primary key, tone tone);
  create table trips (at int, tone tone) partition by range (at);
  create table days (total amount) partition by range (total);
  create table days_1 partition of days for values from (1) to (2);
  create table trips_1 partition of trips for values from (1) to (2);
  create function doubled(int) returns int language sql immutable as 'select $1 * 2';
  create function tripled(int) returns int language sql immutable as 'select $1 * 3';
  create function valid(int) returns boolean language sql immutable as 'select true';
  create function next_id() returns int language sql as 'select 1';
  create function mood_text(mood) returns text language sql immutable as $$ select 'x' $$;
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create function newest() returns int begin atomic select max(year) from cars; end;
  create table prices (net int, gross int generated always as (doubled(net)) stored);
  create table checks (id int constraint c check (valid(id)), n int);
  create index checks_n on checks (tripled(n));
  create table defaults (id int default next_id());
  create table policies (id int);
  create policy p on policies using (valid(id));
  create table triggers (id int);
  create trigger t before insert on triggers for each row execute function touch();
  create view cheap as select id, year from cars where price < 100;
  create view "Cheapest" as select * from cheap limit 1;
  create view both_of as with c as (select * from moods) select 1 as n from c, "Cheapest";
  create view newer as select newest() as year;
  create view odd as select id from "Odd ""name";
  create view by_key as select id, tone from "Odd ""name" group by id;
  create view of_trips as select * from trips;
  create view in_shop as select * from shop.carts where id in (select id from cars);
  create materialized view sums as select year, count(*) as n from cars group by 1;
  create view of_sums as select * from sums;
  create view feeling as select 'good'::mood as mood;
  create view words as select mood_text('good') as word;
  create view amounts_of as select total from bills;
  create materialized view kept_amounts as select total from bills;
`;

/** The text alone doesn't say which of two tables a column is of. */
const overstated = [
  "drop type mood cascade: in_shop ACCESS EXCLUSIVE, measured nothing",
  "drop domain price cascade: in_shop ACCESS EXCLUSIVE, measured nothing",
  "alter table cars drop column year cascade: in_shop ACCESS EXCLUSIVE, measured nothing",
  "alter table cars drop column price cascade: in_shop ACCESS EXCLUSIVE, measured nothing",
  "alter table cars drop column mood cascade: in_shop ACCESS EXCLUSIVE, measured nothing",
];

it("states the locks that reach through views, types and functions", async () => {
  const client = await testConnection(await database());
  await client.query(schema);
  const { weaker, stronger } = await lockDifferences(client, schema, [
    "drop table cars cascade",
    'drop table "Odd ""name" cascade',
    "drop table shop.carts cascade",
    "drop table moods, bills cascade",
    "drop view cheap cascade",
    'drop view "Cheapest" cascade',
    "drop view cheap, of_sums cascade",
    "drop materialized view sums cascade",
    "drop type mood cascade",
    "drop type tone cascade",
    "drop type span cascade",
    "drop domain price cascade",
    "drop domain discount cascade",
    "drop domain amounts cascade",
    "drop function doubled(int) cascade",
    "drop function tripled cascade",
    "drop function valid(int) cascade",
    "drop function next_id() cascade",
    "drop function mood_text cascade",
    "drop routine touch() cascade",
    "drop function newest cascade",
    "drop sequence numbers cascade",
    "drop schema shop cascade",
    "alter table cars drop column year cascade",
    "alter table cars drop column price cascade",
    "alter table cars drop column mood cascade",
    'alter table "Odd ""name" drop constraint "Odd ""name_pkey" cascade',
    "alter table trips drop column tone cascade",
    "lock table cheap in share mode",
    'lock table "Cheapest" in exclusive mode',
    "lock both_of",
    "lock in_shop in share row exclusive mode",
    "lock table of_trips",
    "lock table newer",
    "lock table of_sums",
    "alter domain price add constraint c check (value > 0)",
    "alter domain price add constraint c check (value > 0) not valid",
    "alter domain amount add constraint c check (value > 0)",
    "alter domain amount set not null",
    "alter table cars rename column year to model_year",
    "truncate shop.carts cascade",
    "alter domain amount drop not null",
    "alter domain amount set default 1",
    "alter domain amount rename to total",
  ]);
  expect(weaker).toEqual([]);
  expect(stronger).toEqual(overstated);
});
