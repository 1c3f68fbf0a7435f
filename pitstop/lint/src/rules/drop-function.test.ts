import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-function.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop function sync() cascade;",
      table: null,
      says: "CASCADE",
      rewrite: "pitstop:allow drop-function",
    },
    { sql: "drop function sync() cascade; create function sync() returns int language sql as 'select 1';" },
    { sql: "drop function if exists app.total(integer, text);", level: "warning", says: "app.total" },
    { sql: "drop procedure fill;", level: "warning" },
    { sql: "drop routine fill;", level: "warning" },
    { sql: "drop aggregate app.median(numeric);", level: "warning" },
  ],
  safe: [
    "create function f() returns int language sql as 'select 1'; drop function f();",
    "drop function f(); create function f(a int) returns int language sql as 'select 1';",
  ],
});
