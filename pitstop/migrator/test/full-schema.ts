/** A schema with an object of every kind that a migration can lose, and rows in its tables. */
export const fullSchema = `
  create extension hstore;
  create extension citext;
  create schema app;
  create schema old;
  comment on schema app is 'the application';
  create type app.mood as enum ('happy', 'sad', 'unused');
  create type app.size as (width int, height int);
  create type app.span as range (subtype = float8);
  create domain app.rating as int check (value between 1 and 5);
  create domain app.code as text not null default 'none';
  create sequence app.numbers increment 5;
  select setval('app.numbers', 500);

  create table makers (id int primary key, name text not null, country varchar(2) default 'DE');
  create table cars (
    id bigint generated always as identity primary key,
    maker_id int not null references makers,
    name text not null,
    color text default 'red',
    mood app.mood default 'happy',
    box app.size,
    rating app.rating,
    labels hstore,
    tag citext,
    price numeric(10, 2) check (price > 0),
    total numeric generated always as (price * 2) stored,
    span app.span,
    unique (maker_id, name)
  ) with (fillfactor = 90, toast.autovacuum_enabled = false);
  create index cars_color_index on cars (color);
  create index cars_expensive on cars (maker_id) where price > 100;
  create unique index cars_lower on cars (lower(name), maker_id);
  alter table cars alter column color set storage external, alter column name set statistics 500;
  alter table cars cluster on cars_pkey;
  alter table cars replica identity using index cars_maker_id_name_key;
  comment on table cars is 'what drives';
  comment on column cars.color is 'as painted';
  create statistics cars_statistics on color, mood from cars;
  create table links (one int, two int, primary key (one, two));
  create unlogged table cache (id int primary key, value text);
  create table app.notes (id serial primary key, car_id bigint references cars on delete cascade, text text);
  create table old.things (id int);
  create table plain (a int, b text);
  create table "my plain" (a int);
  create table "plain(old)" (a int);
  create function public.things() returns int language sql as 'select 1';
  create table measures (
    id int primary key,
    label varchar(20) default 'none' check (label <> ''),
    code varchar(5) collate "C" unique,
    value int check (value > 0 or label = 'free')
  );
  create index measures_label on measures (lower(label)) where label is not null;

  create table events (at date not null, kind text, value int) partition by range (at);
  create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
  create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
  create index events_kind on events (kind);
  create table base (id int);
  create table child (extra int) inherits (base);

  create view red_cars as select id, name from cars where color = 'red';
  create view all_makers with (security_barrier) as select * from makers;
  create materialized view totals as select maker_id, count(*) as count from cars group by maker_id;
  create unique index totals_maker on totals (maker_id);
  create function app.twice(n int) returns int language sql immutable as 'select n * 2';
  create function app.twice(n text) returns text language sql as 'select n || n';
  create procedure app.tidy() language sql as 'select 1';
  create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
  create function app.touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger cars_touch before update on cars for each row execute function app.touch();
  create rule keep_things as on delete to old.things do instead nothing;
  alter table app.notes enable row level security;
  create policy own_notes on app.notes using (text <> 'secret');
  create operator app.<-> (leftarg = int, rightarg = int, function = int4mi);
  create cast (text as app.size) with inout;
  create collation app.plain from "C";
  create text search dictionary app.words (template = simple);
  create text search configuration app.search (copy = simple);
  create foreign data wrapper wrapper;
  create server remote foreign data wrapper wrapper options (host 'a');
  create user mapping for public server remote;
  create foreign table remote_cars (id int) server remote;
  create publication feed for table cars, makers;
  create publication everything for tables in schema app;
  create function app.on_ddl() returns event_trigger language plpgsql as 'begin end';
  create event trigger watch on ddl_command_end when tag in ('CREATE CAST') execute function app.on_ddl();
  alter default privileges in schema app grant select on tables to public;
  grant select on cars to public;
  grant select (country) on makers to public;
  grant usage on schema app to public;
  select lo_put(lo_create(4711), 0, 'content');

  insert into makers select n, 'Maker ' || n from generate_series(1, 20) n;
  insert into cars (maker_id, name, mood, box, rating, labels, tag, price)
    select n % 20 + 1, 'Car ' || n, case n % 2 when 0 then 'happy' else 'sad' end::app.mood, (n, n)::app.size, n % 5 + 1,
      hstore('n', n::text), 'T' || n, n from generate_series(1, 100) n;
  insert into links select n, n + 1 from generate_series(1, 10) n;
  insert into cache values (1, 'one');
  insert into app.notes (car_id, text) select n, 'note ' || n from generate_series(1, 30) n;
  insert into measures select n, 'L' || n, 'C' || n, n from generate_series(1, 10) n;
  insert into old.things values (1), (2);
  insert into plain select n, 'b' || n from generate_series(1, 5) n;
  insert into events select '2025-06-01'::date + n, 'k', n from generate_series(1, 300) n;
  insert into base values (1);
  insert into child values (2, 3);
  refresh materialized view totals;
`;
