import { verdicts } from "../../test/verdicts.ts";
import rule from "./set-tablespace.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars set tablespace fast;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "pitstop:allow set-tablespace",
    },
    { sql: "alter index cars_color set tablespace fast;", table: "cars_color" },
    { sql: "alter materialized view totals set tablespace fast;", table: "totals" },
    { sql: "alter table all in tablespace slow set tablespace fast;" },
    { sql: "alter database pitstop set tablespace fast;", says: "pitstop" },
  ],
  safe: [
    "/* given: create table trips (at int) partition by range (at) */ alter table trips set tablespace fast;",
    "create table cars (id bigint); alter table cars set tablespace fast;",
    "create materialized view totals as select 1 as n; alter materialized view totals set tablespace fast;",
    "create index concurrently i on cars (color); alter index i set tablespace fast;",
    "alter database pitstop connection limit 50;",
  ],
});
