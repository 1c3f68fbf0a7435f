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
    { sql: "/* tx */ create tablespace fast location '/fast';" },
    { sql: "/* tx */ drop tablespace fast;" },
    { sql: "/* tx */ discard all;" },
    { sql: "/* tx */ alter system set work_mem = '64MB';" },
    { sql: "/* tx */ create subscription feed connection '' publication changes;" },
    { sql: "/* tx */ drop subscription feed;" },
    { sql: "/* tx */ alter subscription feed refresh publication;" },
    {
      sql: "/* pg=11 */ /* tx */ alter type mood add value 'fine' after 'good';",
      says: "before PostgreSQL 12",
    },
  ],
  safe: [
    "create index concurrently i on cars (color);",
    "begin; alter table cars add column x int; commit; create index concurrently i on cars (x);",
    "/* tx */ create index i on cars (color);",
    "/* tx */ analyze cars;",
    "/* tx */ discard temp;",
    "/* tx */ cluster cars using cars_pkey;",
    "/* tx */ create subscription feed connection '' publication changes with (create_slot = false);",
    "/* tx */ alter type mood add value 'fine' after 'good';",
  ],
});
