import { verdicts } from "../../test/verdicts.ts";
import rule from "./create-index-non-concurrent.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create index cars_color on cars (color);",
      table: "cars",
      lock: "SHARE",
      rewrite: "create index concurrently cars_color",
    },
    {
      sql: "create unique index if not exists u on cars (vin);",
      rewrite: "unique index concurrently if not exists u",
    },
    {
      sql: "/* given: create table cars (year int) partition by range (year) */ create index cars_year on cars (year);",
      rewrite: "create index cars_year on only cars (year);",
    },
    {
      sql: "/* given: create table cars (color text) */ create index cars_color on only cars (color);",
      rewrite: "create index concurrently cars_color on only cars",
    },
    { sql: "/* tx */ CREATE INDEX ON sales.cars USING gin (tags);", table: "sales.cars" },
  ],
  safe: [
    "create index concurrently cars_color on cars (color);",
    "create table cars (color text); create index cars_color on cars (color);",
    "create index cars_color on only cars (color);",
    "/* given: create table cars (year int) partition by range (year) */ create index cars_year on only cars (year);",
    "create temp table picked as select 1 as id; create index on picked (id);",
  ],
});
