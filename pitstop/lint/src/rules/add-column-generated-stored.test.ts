import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-generated-stored.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column total numeric generated always as (price * 1.2) stored;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
    },
    {
      sql: "/* pg=18 */ alter table cars add column total numeric generated always as (price * 1.2) stored;",
      rewrite: "VIRTUAL",
    },
    {
      sql: "alter table sales.cars add column if not exists total numeric generated always as (price) stored;",
    },
  ],
  safe: [
    "alter table cars add column total numeric;",
    "/* pg=18 */ alter table cars add column total numeric generated always as (price * 1.2) virtual;",
    "create table cars (price numeric, total numeric generated always as (price) stored);",
  ],
});
