import { verdicts } from "../../test/verdicts.ts";
import rule from "./disable-row-security.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars disable row level security;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "pitstop:allow disable-row-security",
    },
    { sql: "alter table sales.cars no force row level security;", says: "owner" },
    { sql: "alter table cars add column n int, disable row level security;" },
  ],
  safe: ["create table cars (id bigint); alter table cars disable row level security;"],
});
