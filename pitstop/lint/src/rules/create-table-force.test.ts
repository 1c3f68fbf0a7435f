import { verdicts } from "../../test/verdicts.ts";
import rule from "./create-table-force.ts";

verdicts(rule, {
  dangerous: [
    { sql: "drop table if exists cars;\ncreate table cars (id bigint);", table: "cars", line: 2 },
    { sql: "drop table cars cascade; create table cars (id bigint primary key);" },
    { sql: "drop table public.cars; create table cars (id bigint);" },
  ],
  safe: [
    "create table if not exists cars (id bigint);",
    "drop table cars; create table vehicles (id bigint);",
    "create table cars (id bigint); drop table cars; create table cars (id bigint);",
  ],
});
