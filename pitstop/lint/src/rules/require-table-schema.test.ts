import { verdicts } from "../../test/verdicts.ts";
import rule from "./require-table-schema.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create table cars (id bigint);", table: "cars" },
    { sql: "alter table cars add column color text;" },
    { sql: "create index concurrently i on cars (color);" },
  ],
  safe: [
    "create table public.cars (id bigint);",
    "alter table sales.cars add column color text;",
    "create temp table picked (id bigint);",
  ],
});
