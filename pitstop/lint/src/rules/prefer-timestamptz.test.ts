import { verdicts } from "../../test/verdicts.ts";
import rule from "./prefer-timestamptz.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create table cars (at timestamp);", table: "cars" },
    { sql: "alter table cars add column at timestamp(3) without time zone;" },
    { sql: "create table cars (id bigint, at timestamp default now());" },
  ],
  safe: [
    "create table cars (at timestamptz);",
    "alter table cars add column at timestamp with time zone;",
    "create table cars (on_day date, at_time time);",
  ],
});
