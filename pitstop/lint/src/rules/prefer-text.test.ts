import { verdicts } from "../../test/verdicts.ts";
import rule from "./prefer-text.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create table cars (name varchar(80));", table: "cars", says: "80" },
    { sql: "alter table cars add column name character varying(20);" },
    { sql: "create table cars (id bigint, codes varchar(3)[]);" },
  ],
  safe: [
    "create table cars (name text);",
    "alter table cars add column name varchar;",
    "create table cars (code char(3));",
  ],
});
