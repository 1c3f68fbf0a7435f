import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-function.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter function total(int) strict;",
      table: null,
      lock: null,
      says: "null",
      rewrite: "pitstop:allow change-function",
    },
    { sql: "alter function app.total(int) security invoker;", says: "app.total" },
    { sql: "alter procedure fill() security definer;", says: "SECURITY" },
    { sql: "alter routine total called on null input;" },
    { sql: "alter function total(int) set search_path = app;", says: "SET" },
    { sql: "alter function total(int) reset all;" },
    { sql: "alter function total(int) leakproof;", says: "LEAKPROOF" },
  ],
  safe: [
    "alter function total(int) stable not leakproof;",
    "alter function total(int) cost 100 parallel safe;",
    "create function total() returns int language sql as 'select 1'; alter function total() security definer;",
  ],
});
