import { verdicts } from "../testing.ts";
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
    { sql: "/* tx */ alter table cars drop constraint c; delete from cars where color is null;" },
  ],
  safe: [
    "alter table cars add column color text; update cars set color = 'red' where id between 1 and 1000;",
    "/* tx */ alter table cars add column color text; update cars set color = 'red' where id = 5;",
    "/* tx */ update cars set color = 'red' where id < 1000;",
    "/* tx */ create table colors (id bigint, name text); update colors set name = 'red'; insert into colors values (1, 'red');",
    "/* tx */ alter table cars add column color text; insert into colors values ('red'), ('blue');",
  ],
});
