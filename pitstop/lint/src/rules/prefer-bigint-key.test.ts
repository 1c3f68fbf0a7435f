import { verdicts } from "../../test/verdicts.ts";
import rule from "./prefer-bigint-key.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create table cars (id int primary key);", table: "cars", says: "2,147,483,647" },
    { sql: "create table cars (id serial, primary key (id));" },
    { sql: "create table cars (id smallint primary key, year int);" },
  ],
  safe: [
    "create table cars (id bigint primary key, year int);",
    "create table cars (year int);",
    "create table cars (id uuid primary key);",
  ],
});
