import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-replication.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop publication changes;",
      table: null,
      lock: null,
      says: "changes",
      rewrite: "pitstop:allow change-replication",
    },
    { sql: "alter publication changes drop table cars;" },
    { sql: "alter publication changes set table owners;" },
    { sql: "alter publication changes set (publish = 'insert');", says: "publish" },
    { sql: "alter publication changes set (publish_via_partition_root = true);" },
    { sql: "alter publication changes set (publish_generated_columns = none);" },
    { sql: "create publication changes for all tables;", says: "primary key" },
    { sql: "create publication changes for tables in schema app;" },
    {
      sql: "create publication changes for table cars where (price > 5);",
      table: "cars",
      says: "WHERE reads price",
    },
    {
      sql: "/* given: create table cars (id int primary key, price int) */ alter publication changes add table cars (price);",
      says: "leaves out id",
    },
    {
      sql: "/* given: create table cars (id int, price int) */ create publication changes for table cars;",
      says: "no primary key",
    },
    {
      sql: "/* given: create table cars (id int primary key, price int); alter table cars replica identity full */ create publication changes for table cars (id);",
      says: "column list",
    },
    { sql: "drop subscription feed;", says: "feed" },
    { sql: "alter subscription feed disable;" },
    { sql: "alter subscription feed set publication other;" },
    { sql: "alter table cars replica identity nothing;", table: "cars" },
  ],
  safe: [
    "create publication changes for table cars where (price > 5) with (publish = 'insert');",
    "create publication changes for table cars (id, price) where (id > 5);",
    "/* given: create table cars (id int, price int); alter table cars add primary key (id) */ create publication changes for table cars (id);",
    "/* given: create table cars (id int, price int); alter table cars replica identity full */ create publication changes for table cars where (price > 5);",
    "/* given: create table cars (like vehicles including all) */ create publication changes for table cars;",
    "create publication changes for table cars;",
    "alter publication changes add table cars;",
    "alter table cars replica identity full;",
    "alter subscription feed refresh publication;",
    "create table cars (id bigint); alter table cars replica identity nothing;",
  ],
});
