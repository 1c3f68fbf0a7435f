import { verdicts } from "../../test/verdicts.ts";
import rule from "./set-access-method.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars set access method columnar;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "pitstop:allow set-access-method",
    },
    { sql: "alter materialized view totals set access method heap;", table: "totals" },
    { sql: "alter table sales.cars set access method default;", table: "sales.cars" },
  ],
  safe: [
    "/* given: create table trips (at int) partition by range (at) */ alter table trips set access method heap2;",
    "create table cars (id bigint); alter table cars set access method columnar;",
    "alter table cars set (fillfactor = 70);",
  ],
});
