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
    { sql: "drop subscription feed;", says: "feed" },
    { sql: "alter subscription feed disable;" },
    { sql: "alter subscription feed set publication other;" },
    { sql: "alter table cars replica identity nothing;", table: "cars" },
  ],
  safe: [
    "create publication changes for table cars;",
    "alter publication changes add table cars;",
    "alter table cars replica identity full;",
    "alter subscription feed refresh publication;",
    "create table cars (id bigint); alter table cars replica identity nothing;",
  ],
});
