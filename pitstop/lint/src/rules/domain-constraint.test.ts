import { verdicts } from "../../test/verdicts.ts";
import rule from "./domain-constraint.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter domain price add constraint positive check (value > 0);",
      table: null,
      lock: "SHARE",
      says: "price",
    },
    { sql: "alter domain app.price set not null;" },
    { sql: "/* pg=18 */ alter domain price validate constraint positive;" },
    {
      sql: "create domain price as int check (value > 0);",
      level: "warning",
      lock: null,
      rewrite: 'create domain "price" as integer;',
    },
    {
      sql: "create domain app.price as numeric(10,2) not null constraint positive check (value > 0);",
      level: "warning",
    },
  ],
  safe: [
    "create domain price as int;",
    "alter domain price add constraint positive check (value > 0) not valid;",
    "create domain price as int; alter domain price add constraint positive check (value > 0);",
    "alter domain price drop constraint positive;",
    "alter domain price set default 0;",
  ],
});
