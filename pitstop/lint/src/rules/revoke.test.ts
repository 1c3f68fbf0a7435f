import { verdicts } from "../../test/verdicts.ts";
import rule from "./revoke.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "revoke select, insert on cars from clerk;",
      table: null,
      lock: null,
      says: "clerk",
      rewrite: "pitstop:allow revoke",
    },
    { sql: "revoke all on all tables in schema public from public;", says: "any role" },
    { sql: "revoke chiefs from clerk;", says: "chiefs" },
    { sql: "alter default privileges revoke select on tables from clerk;", says: "clerk" },
    { sql: "revoke execute on function total(int) from clerk;", says: "execute" },
  ],
  safe: [
    "grant select on cars to clerk;",
    "alter default privileges grant select on tables to clerk;",
    "create table cars (id bigint); revoke all on cars from public;",
    "create function f() returns int language sql as 'select 1'; revoke execute on function f() from public;",
    "create schema app; revoke all on schema app from public;",
  ],
});
