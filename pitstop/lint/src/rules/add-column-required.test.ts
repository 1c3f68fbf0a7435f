import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-required.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column wheels int not null;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "null",
      rewrite: 'add column "wheels" int;',
    },
    { sql: "alter table only cars add wheels int not null;" },
    { sql: "alter table cars add column wheels int not null default null;" },
    { sql: "alter table cars add column name text, add column wheels int not null;", says: "wheels" },
  ],
  safe: [
    "alter table cars add column wheels int;",
    "alter table cars add column wheels int not null default 4;",
    "create table cars (id bigint); alter table cars add column wheels int not null;",
    "alter table cars add column n bigint generated always as identity;",
  ],
});
