import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-type.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop type app.mood cascade;",
      table: null,
      lock: "ACCESS EXCLUSIVE",
      says: "app.mood",
      rewrite: "pitstop:allow drop-type",
    },
    { sql: "drop domain if exists price cascade;" },
    { sql: "drop type mood;", level: "warning", lock: null },
    { sql: "drop type mood cascade; create type mood as enum ('good');" },
  ],
  safe: [
    "create type mood as enum ('good'); drop type mood cascade;",
    "create domain price as int; drop type price;",
    "drop type mood; create type mood as enum ('good');",
    "create type public.pair as (a int, b int); drop type pair;",
  ],
});
