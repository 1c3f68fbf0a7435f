import { verdicts } from "../../test/verdicts.ts";
import rule from "./grant-to-public.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "grant all on cars to public;",
      table: null,
      lock: null,
      says: "all on cars",
      rewrite: "pitstop:allow grant-to-public",
    },
    { sql: "grant select, insert on cars to public;", says: "insert" },
    { sql: "grant create on schema public to public;", says: "create on public" },
    { sql: "grant all on all tables in schema public to public;" },
    { sql: "alter default privileges grant all on tables to public;" },
    {
      sql: "create schema app create table cars (id bigint) grant insert on cars to public;",
      says: "insert",
    },
  ],
  safe: [
    "grant select on cars to public;",
    "grant usage on schema app to public;",
    "grant all on cars to clerk;",
    "revoke all on cars from public;",
  ],
});
