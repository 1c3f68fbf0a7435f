import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-attribute.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter type address drop attribute street cascade;",
      table: null,
      lock: "ACCESS EXCLUSIVE",
      says: "street",
      rewrite: "pitstop:allow drop-attribute",
    },
    { sql: "alter type app.address drop attribute if exists street;", says: "app.address" },
    { sql: "alter type address add attribute town text, drop attribute street;" },
  ],
  safe: [
    "create type address as (street text, town text); alter type address drop attribute street;",
    "alter type address add attribute town text;",
  ],
});
