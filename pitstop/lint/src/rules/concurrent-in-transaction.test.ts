import { verdicts } from "../../test/verdicts.ts";
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
    { sql: "/* tx */ alter subscription feed set publication changes;", says: "refresh" },
    { sql: "/* tx */ alter subscription feed add publication changes with (copy_data = false);" },
    { sql: "/* tx */ alter subscription feed drop publication changes with (refresh = true);" },
    { sql: "/* tx */ alter subscription feed set (failover = true);" },
    { sql: "/* given: create table trips (at int) partition by range (at) */ /* tx */ reindex table trips;" },
    {
      sql: "/* given: create table trips (at int) partition by range (at); create index trips_at on trips (at) */ /* tx */ reindex index trips_at;",
    },
    {
      sql: "/* given: create table trips (at int) partition by range (at) */ /* tx */ cluster trips using trips_at;",
    },
    { sql: "/* tx */ commit prepared 'far';" },
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
    "/* tx */ reindex table cars;",
    "/* tx */ alter subscription feed set publication changes with (refresh = false);",
    "/* tx */ alter subscription feed disable;",
    "/* given: create table trips (at int) partition by range (at) */ reindex table trips;",
    "/* tx */ cluster cars using cars_pkey;",
    "/* tx */ create subscription feed connection '' publication changes with (create_slot = false);",
    "/* tx */ alter type mood add value 'fine' after 'good';",
  ],
});
