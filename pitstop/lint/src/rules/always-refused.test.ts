import { verdicts } from "../../test/verdicts.ts";
import rule from "./always-refused.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "refresh materialized view concurrently totals with no data;",
      table: null,
      lock: null,
      says: "CONCURRENTLY",
      rewrite: "Drop one of the two",
    },
    { sql: "vacuum (full, disable_page_skipping) cars;" },
    { sql: "vacuum (full, parallel 2) cars;" },
    { sql: "create table rides (id bigint) with (oids = true);", says: "PostgreSQL 12" },
    {
      sql: "/* given: create table trips (at int) partition by range (at) */ truncate only trips;",
      says: "partitioned",
    },
    {
      sql: "/* pg=18 */ /* given: create table trips (at int) partition by range (at) */ alter table trips set unlogged;",
      says: "since PostgreSQL 18",
    },
    { sql: "/* pg=18 */ create unlogged table trips (at int) partition by range (at);", says: "UNLOGGED" },
    { sql: "copy cars from stdin;", says: "no client" },
    { sql: "copy cars from '/srv/cars' with (freeze);", says: "same transaction" },
    { sql: "savepoint first;" },
    { sql: "rollback to savepoint first;" },
    { sql: "declare rides cursor for select 1;", says: "WITH HOLD" },
  ],
  safe: [
    "refresh materialized view concurrently totals;",
    "vacuum (parallel 2) cars;",
    "vacuum (full, parallel 0) cars;",
    "create table rides (id bigint) with (oids = false);",
    "/* tx */ create table cars (id bigint); copy cars from '/srv/cars' with (freeze);",
    "copy cars to stdout;",
    "/* tx */ savepoint first;",
    "/* tx */ declare rides cursor for select 1;",
    "declare rides cursor with hold for select 1;",
    "/* pg=17 */ create unlogged table trips (at int) partition by range (at);",
    "/* pg=17 */ /* given: create table trips (at int) partition by range (at) */ alter table trips set unlogged;",
  ],
});
