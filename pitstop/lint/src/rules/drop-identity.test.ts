import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-identity.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars alter column id drop identity;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "id",
      rewrite: "pitstop:allow drop-identity",
    },
    { sql: "alter table sales.cars alter id drop identity if exists;" },
    { sql: "alter table cars add column n int, alter id drop identity;" },
  ],
  safe: [
    "create table cars (id bigint generated always as identity); alter table cars alter column id drop identity;",
    "alter table cars alter column id drop default;",
  ],
});
