import { verdicts } from "../../test/verdicts.ts";
import rule from "./prefer-identity.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create table cars (id serial primary key);", table: "cars" },
    { sql: "create table cars (id bigserial);" },
    { sql: "alter table cars add column n smallserial;" },
  ],
  safe: [
    "create table cars (id bigint generated always as identity primary key);",
    "create table cars (id uuid);",
    "alter table cars add column n bigint;",
  ],
});
