import { verdicts } from "../../test/verdicts.ts";
import rule from "./not-rerunnable.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create index concurrently on cars (vin);",
      rewrite: 'index concurrently if not exists "cars_vin_idx" on cars',
    },
    { sql: "create table cars (id bigint);", rewrite: "create table if not exists cars" },
    {
      sql: "create unique index concurrently i on cars (vin);",
      rewrite: "index concurrently if not exists i",
    },
    { sql: "alter table cars add column color text;", rewrite: "add column if not exists color" },
    { sql: "drop index concurrently i;", rewrite: "drop index concurrently if exists i" },
    {
      sql: "alter table cars add constraint c check (price > 0) not valid;",
      rewrite: 'drop constraint if exists "c"',
    },
    { sql: "alter type mood add value 'fine' after 'good';", rewrite: "add value if not exists 'fine'" },
  ],
  safe: [
    "create table if not exists cars (id bigint);",
    "create index concurrently if not exists i on cars (vin);",
    "alter table cars add column if not exists color text;",
    "begin; create table cars (id bigint); commit;",
    "/* tx */ alter table cars add column color text;",
    "alter table cars drop constraint if exists c; alter table cars add constraint c check (price > 0) not valid;",
    "alter table cars validate constraint c;",
  ],
});
