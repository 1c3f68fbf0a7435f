import { verdicts } from "../../test/verdicts.ts";
import rule from "./create-unlogged-table.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create unlogged table cache (id bigint primary key);",
      table: "cache",
      lock: null,
      says: "After a crash cache is empty",
      rewrite: "pitstop:allow create-unlogged-table",
    },
    { sql: "create unlogged table copied as select 1 as n;", table: "copied" },
    { sql: "select 1 as n into unlogged copied;", table: "copied" },
  ],
  safe: ["create table cache (id bigint primary key);", "create temp table cache (id bigint);"],
});
