import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-attribute-type.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter type address alter attribute number type bigint cascade;",
      table: null,
      lock: "ACCESS EXCLUSIVE",
      says: "bigint",
      rewrite: "pitstop:allow change-attribute-type",
    },
    { sql: "alter type app.address alter attribute number set data type text;", says: "app.address" },
    { sql: "alter type address add attribute a int, alter attribute b type text;" },
  ],
  safe: [
    "create type address as (number int); alter type address alter attribute number type bigint;",
    "alter type address add attribute town text;",
  ],
});
