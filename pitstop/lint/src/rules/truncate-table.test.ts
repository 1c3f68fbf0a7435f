import { verdicts } from "../../test/verdicts.ts";
import rule from "./truncate-table.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "truncate cars;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "lost",
      rewrite: "pitstop:allow truncate-table",
    },
    { sql: "truncate table only sales.cars, owners restart identity;", says: "sales.cars, owners" },
    { sql: "create table picked (id bigint); truncate picked, cars;", table: "cars" },
  ],
  safe: [
    "create table cars (id bigint); truncate cars;",
    "create temp table picked (id bigint); truncate picked;",
    "truncate cars cascade;",
    "-- pitstop:allow truncate-table the cache fills itself\ntruncate cache;",
  ],
});
