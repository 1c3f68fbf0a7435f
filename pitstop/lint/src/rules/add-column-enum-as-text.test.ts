import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-enum-as-text.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter table cars add column code char(100);", table: "cars", rewrite: "text" },
    { sql: "alter table cars add column code character(3);" },
    { sql: "create type mood as enum ('good'); alter table cars add column mood mood;", says: "enum" },
  ],
  safe: [
    "alter table cars add column code text;",
    "alter table cars add column code varchar(3);",
    'create table cars (id bigint, code "char");',
  ],
});
