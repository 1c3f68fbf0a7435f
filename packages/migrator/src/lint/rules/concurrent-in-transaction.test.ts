import { verdicts } from "../testing.ts";
import rule from "./concurrent-in-transaction.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "begin; create index concurrently i on cars (color); commit;",
      table: "cars",
      says: "BEGIN",
      rewrite: "create index concurrently",
    },
    { sql: "/* tx */ create index concurrently i on cars (color);", says: "runner" },
    { sql: "/* tx */ drop index concurrently i;" },
    { sql: "/* tx */ reindex table concurrently cars;" },
    {
      sql: "/* tx */ alter table cars detach partition cars_2020 concurrently;",
      table: "cars",
      says: "DETACH",
    },
    { sql: "/* tx */ vacuum cars;" },
  ],
  safe: [
    "create index concurrently i on cars (color);",
    "begin; alter table cars add column x int; commit; create index concurrently i on cars (x);",
    "/* tx */ create index i on cars (color);",
    "/* tx */ analyze cars;",
  ],
});
