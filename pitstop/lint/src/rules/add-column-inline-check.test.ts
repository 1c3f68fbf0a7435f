import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-inline-check.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column wheels int check (wheels > 0);",
      table: "cars",
      rewrite: "check (wheels > 0) not valid",
    },
    {
      sql: "alter table cars add column wheels int constraint has_wheels check (wheels in (3, 4));",
      rewrite: '"has_wheels"',
    },
    { sql: "alter table cars add column wheels int default 4 check (wheels > 0);" },
    {
      sql: "/* pg=18 */ alter table cars add column gross int generated always as (net * 2) virtual check (gross > 0);",
      rewrite: 'add column "gross" int generated always as (net * 2) virtual;',
    },
    {
      sql: "/* pg=18 */ alter table cars add column gross int generated always as (net * 2) virtual not null;",
      says: "NOT NULL",
      rewrite: 'add constraint "cars_gross_not_null" not null "gross" not valid;',
    },
  ],
  safe: [
    "/* pg=18 */ alter table cars add column gross int generated always as (net * 2) virtual;",
    "alter table cars add column q int check (q > 0) not enforced;",
    "alter table cars add column wheels int;",
    "create table cars (wheels int check (wheels > 0));",
    "create table cars (id bigint); alter table cars add column wheels int check (wheels > 0);",
  ],
});
