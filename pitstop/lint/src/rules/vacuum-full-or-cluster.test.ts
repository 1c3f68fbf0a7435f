import { verdicts } from "../../test/verdicts.ts";
import rule from "./vacuum-full-or-cluster.ts";

verdicts(rule, {
  dangerous: [
    { sql: "vacuum full cars;", table: "cars", lock: "ACCESS EXCLUSIVE", rewrite: 'vacuum (analyze) "cars"' },
    { sql: "vacuum (full, analyze) sales.cars;" },
    { sql: "cluster cars using cars_pkey;", table: "cars" },
    { sql: "vacuum full;", table: null },
    { sql: "cluster;", table: null },
  ],
  safe: [
    "vacuum cars;",
    "vacuum (analyze, full false) cars;",
    "analyze cars;",
    "create table cars (id bigint primary key); cluster cars using cars_pkey;",
  ],
});
