import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-volatile-default.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column token uuid default gen_random_uuid();",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      line: 1,
      says: "gen_random_uuid",
      rewrite: "set default gen_random_uuid()",
    },
    {
      sql: "\n\nalter table cars add column r double precision not null default random() * 10;",
      line: 3,
      rewrite: "set not null",
    },
    { sql: "alter table sales.cars add column at timestamptz default clock_timestamp();" },
    { sql: "alter table cars add column code text default public.next_code();" },
  ],
  safe: [
    "alter table cars add column at timestamptz not null default now();",
    "alter table cars add column at timestamptz default current_timestamp;",
    "alter table cars add column tags jsonb not null default '[]'::jsonb;",
    "alter table cars add column wheels int not null default 4;",
    "create table cars (id bigint); alter table cars add column token uuid default gen_random_uuid();",
    "alter table cars alter column token set default gen_random_uuid();",
  ],
});
