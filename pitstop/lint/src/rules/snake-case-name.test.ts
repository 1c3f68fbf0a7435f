import { verdicts } from "../../test/verdicts.ts";
import rule from "./snake-case-name.ts";

verdicts(rule, {
  dangerous: [
    { sql: 'create table "Cars" (id bigint);', says: "Cars" },
    {
      sql: 'alter table cars add column "ownerId" bigint;',
      table: "cars",
      says: "ownerId",
      rewrite: "owner_id",
    },
    { sql: 'create table cars ("e-mail" text);' },
  ],
  safe: [
    "create table cars (owner_id bigint);",
    "create table Cars (OwnerId bigint);",
    "alter table cars add column price_2 int;",
  ],
});
