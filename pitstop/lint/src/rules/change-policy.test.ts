import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-policy.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop policy own on sales.cars;",
      table: "sales.cars",
      lock: "ACCESS EXCLUSIVE",
      says: "own",
      rewrite: "pitstop:allow change-policy",
    },
    { sql: "alter policy own on cars using (true);", table: "cars" },
    { sql: "create policy own on cars as restrictive using (owner = current_user);" },
  ],
  safe: [
    "drop policy if exists own on cars; create policy own on cars using (true);",
    "create policy own on cars using (owner = current_user);",
    "create table cars (id bigint); create policy own on cars as restrictive using (true);",
  ],
});
