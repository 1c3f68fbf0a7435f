import { verdicts } from "../../test/verdicts.ts";
import rule from "./backfill-in-ddl-transaction.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* tx */ alter table cars add column color text; update cars set color = 'red';",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
    },
    {
      sql: "begin; alter table cars add column color text; update owners set name = upper(name) where id < 1000; commit;",
      table: "cars",
    },
    {
      sql: "/* tx */ alter table cars add column color text; insert into colors select distinct color from cars;",
    },
    {
      sql: "/* tx */ create table archive (id bigint); insert into archive select * from cars;",
      table: "cars",
      lock: "ACCESS SHARE",
      says: "copied",
    },
    {
      sql: "begin; create index on archive_new (id); insert into archive_new select * from cars where sold; commit;",
    },
    {
      sql: "/* tx */ alter table cars add column n int; create table colors as select distinct color from cars;",
    },
    {
      sql: "/* tx */ alter table cars add column n int; merge into owners o using news n on o.id = n.id when matched then update set name = n.name;",
    },
    {
      sql: "/* tx */ alter table cars add column n int; select distinct color into colors from cars;",
    },
    {
      sql: "/* tx */ create table archive (id bigint); with copied as (insert into archive select * from cars returning id) select count(*) from copied;",
      table: "cars",
      lock: "ACCESS SHARE",
    },
    { sql: "/* tx */ alter table cars drop constraint c; delete from cars where color is null;" },
  ],
  safe: [
    "alter table cars add column color text; update cars set color = 'red' where id between 1 and 1000;",
    "/* tx */ alter table cars add column color text; update cars set color = 'red' where id = 5;",
    "/* tx */ update cars set color = 'red' where id < 1000;",
    "/* tx */ create table colors (id bigint, name text); update colors set name = 'red'; insert into colors values (1, 'red');",
    "insert into archive select * from cars;",
    "/* tx */ insert into archive select * from cars;",
    "/* tx */ create table archive (id bigint); insert into archive select * from cars where id < 1000;",
    "/* tx */ create table archive (id bigint); insert into archive select * from cars limit 10;",
    "/* tx */ create table archive (id bigint); insert into archive select * from generate_series(1, 10);",
    "/* tx */ create table archive (id bigint); with n as (values (1)) insert into archive select * from n;",
    "/* tx */ alter table cars add column color text; create view colors as select * from cars;",
    "/* tx */ create table archive (name text); insert into archive select relname from pg_catalog.pg_class;",
    "/* tx */ create table archive as select * from cars;",
    "/* tx */ alter table cars add column color text; insert into colors values ('red'), ('blue');",
  ],
});
