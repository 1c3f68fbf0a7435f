import { verdicts } from "../../test/verdicts.ts";
import rule from "./set-logged.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars set unlogged;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "crash",
      rewrite: "pitstop:allow set-logged",
    },
    { sql: "alter table if exists sales.cars set logged;", table: "sales.cars" },
    { sql: "alter table cars add column n int, set unlogged;" },
  ],
  safe: [
    "create table cars (id bigint); alter table cars set unlogged;",
    "alter sequence n set logged;",
    "/* pg=17 */ /* given: create table trips (at int) partition by range (at) */ alter table trips set unlogged;",
  ],
});
