import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-table.ts";

verdicts(rule, {
  dangerous: [
    { sql: "drop table cars;", table: "cars", lock: "ACCESS EXCLUSIVE", rewrite: "pitstop:allow drop-table" },
    { sql: "drop table if exists sales.cars cascade;" },
    { sql: "create table owners (id bigint); drop table owners, cars;" },
  ],
  safe: [
    "create table cars (id bigint); drop table cars;",
    "create temp table picked (id bigint); drop table picked;",
    "drop view cars_with_owner;",
  ],
});
