import { verdicts } from "../../test/verdicts.ts";
import rule from "./reindex-non-concurrent.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "reindex table cars;",
      table: "cars",
      lock: "SHARE",
      rewrite: 'reindex table concurrently "cars"',
    },
    { sql: "reindex index cars_color;", rewrite: "reindex index concurrently" },
    { sql: "reindex (concurrently false) table cars;", table: "cars" },
    { sql: "reindex schema sales;", rewrite: "reindex schema concurrently" },
    { sql: "reindex system pitstop;", rewrite: "reindex database concurrently" },
    {
      sql: "reindex system concurrently pitstop;",
      says: "fails",
      rewrite: 'reindex database concurrently "pitstop";',
    },
  ],
  safe: [
    "reindex table concurrently cars;",
    "reindex (concurrently) index cars_color;",
    "create table cars (id bigint); reindex table cars;",
  ],
});
