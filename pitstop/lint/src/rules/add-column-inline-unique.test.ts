import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-inline-unique.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column vin text unique;",
      table: "cars",
      rewrite: "create unique index concurrently",
    },
    { sql: "alter table cars add column vin text constraint cars_vin unique;", rewrite: '"cars_vin"' },
    { sql: "alter table cars add column if not exists vin text not null default 'x' unique;" },
  ],
  safe: [
    "alter table cars add column vin text;",
    "create table cars (vin text unique);",
    "create table cars (id bigint); alter table cars add column vin text unique;",
  ],
});
