import { verdicts } from "../../test/verdicts.ts";
import rule from "./column-alignment.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create table cars (wheels int, id bigint);",
      table: "cars",
      says: "4 bytes",
      rewrite: "id, wheels",
    },
    { sql: "create table cars (is_new boolean, price double precision, name text);" },
    { sql: "create table cars (id smallint, wheels int, name text);" },
  ],
  safe: [
    "create table cars (id bigint, wheels int, is_new boolean, name text);",
    "create table cars (name text, is_new boolean, id bigint);",
    "create table cars (id bigint);",
  ],
});
