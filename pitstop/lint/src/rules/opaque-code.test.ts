import { verdicts } from "../../test/verdicts.ts";
import rule from "./opaque-code.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "do $$ begin execute 'drop table cars'; end $$;",
      table: null,
      says: "DO",
      rewrite: "pitstop:allow opaque-code",
    },
    { sql: "call app.fill();", says: "app.fill" },
    { sql: "select fill_all();", says: "fill_all()" },
    { sql: "select * from app.fill(1, 'a');", says: "app.fill()" },
    { sql: "select id, app.fill(id) from cars;" },
    { sql: "with done as (select fill()) select count(*) from done;" },
    { sql: "create table done as select fill();" },
    { sql: "explain analyze select fill();" },
    { sql: "select lo_unlink(4711);", says: "lo_unlink" },
    { sql: "select pg_terminate_backend(pid) from pg_stat_activity;" },
    { sql: "select query_to_xml('delete from cars', true, true, '');" },
    {
      sql: "create function fill() returns void language plpgsql as $$ begin delete from cars; end $$; select fill();",
      line: 1,
    },
    { sql: "execute clean(5);", says: "clean" },
    { sql: "load 'auto_explain';" },
    { sql: "copy cars to program 'cat > /tmp/cars';", says: "program" },
    { sql: "update cars set slug = app.slug(name) where id = 5;", level: "warning" },
    { sql: "insert into cars (name) select app.next_name();", level: "warning" },
    { sql: "alter extension postgis update;", level: "warning" },
  ],
  safe: [
    "create function fill() returns void language plpgsql as $$ begin delete from cars; end $$;",
    "create or replace procedure app.fill() language sql as 'delete from cars';",
    "create function sync() returns trigger language plpgsql as $$ begin return new; end $$;",
    "create trigger sync before insert on cars for each row execute function sync();",
    "select count(*), max(price), lower(name), pg_catalog.now() from cars;",
    "select setval('cars_id_seq', (select coalesce(max(id), 1) from cars)), set_config('timezone', 'UTC', true);",
    "insert into cars (id, name) values (gen_random_uuid(), uuid_generate_v4()::text);",
    "create function app.slug(name text) returns text language sql immutable as 'select lower(name)'; select app.slug('A');",
    "prepare one as select 1; execute one;",
    "explain select fill();",
    "create view filled as select fill();",
    "copy cars to stdout;",
  ],
});
