import { verdicts } from "../../test/verdicts.ts";
import rule from "./security-definer-search-path.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create function total() returns int language sql security definer as 'select count(*) from cars';",
      table: null,
      lock: null,
      says: "total",
      rewrite: "set search_path = public, pg_temp",
    },
    { sql: "create or replace procedure app.tidy() language plpgsql security definer as 'begin end';" },
  ],
  safe: [
    "create function total() returns int language sql as 'select 1';",
    "create function total() returns int language sql security invoker as 'select 1';",
    "create function total() returns int language sql security definer set search_path = public, pg_temp as 'select 1';",
    "create function total() returns int language sql security definer begin atomic select 1; end;",
  ],
});
