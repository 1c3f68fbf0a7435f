import { verdicts } from "../../test/verdicts.ts";
import rule from "./set-expression.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars alter column total set expression as (price * 2);",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "total",
      rewrite: "pitstop:allow set-expression",
    },
    { sql: "alter table sales.cars alter total set expression as (price + 1);" },
    { sql: "alter table cars add column n int, alter total set expression as (price);" },
  ],
  safe: [
    "/* given: cars.total int generated always as (price * 2) virtual */ alter table cars alter column total set expression as (price * 3);",
    "create table cars (price int, total int generated always as (price) stored); alter table cars alter total set expression as (price * 2);",
    "alter table cars alter column total set default 1;",
  ],
});
