import { verdicts } from "../testing.ts";
import rule from "./drop-function.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop function sync() cascade;",
      table: null,
      says: "CASCADE",
      rewrite: "pitstop:allow drop-function",
    },
    { sql: "drop function if exists app.total(integer, text);", says: "app.total" },
    { sql: "drop procedure fill;" },
    { sql: "drop routine fill;" },
    { sql: "drop aggregate app.median(numeric);" },
  ],
  safe: [
    "create function f() returns int language sql as 'select 1'; drop function f();",
    "drop function f(); create function f(a int) returns int language sql as 'select 1';",
  ],
});
