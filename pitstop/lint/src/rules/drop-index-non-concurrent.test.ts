import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-index-non-concurrent.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop index cars_color;",
      table: null,
      lock: "ACCESS EXCLUSIVE",
      rewrite: 'drop index concurrently "cars_color"',
    },
    {
      sql: "/* given: create index cars_color on cars (color) */ drop index if exists cars_color;",
      table: "cars",
    },
    { sql: "drop index sales.cars_color cascade;", rewrite: '"sales"."cars_color"' },
  ],
  safe: [
    "drop index concurrently cars_color;",
    "create table cars (color text); create index i on cars (color); drop index i;",
    "drop table cars;",
  ],
});
