import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-attribute.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter type address add attribute town text;",
      table: null,
      lock: null,
      says: "town",
      rewrite: "pitstop:allow add-attribute",
    },
    { sql: "alter type app.address add attribute town text cascade;", says: "app.address" },
  ],
  safe: [
    "create type address as (street text); alter type address add attribute town text;",
    "alter table cars add column town text;",
    "alter type address alter attribute town type varchar;",
  ],
});
