import { verdicts } from "../../test/verdicts.ts";
import rule from "./enable-row-security.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars enable row level security;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "policy",
      rewrite: "pitstop:allow enable-row-security",
    },
    { sql: "alter table sales.cars force row level security;", says: "as its owner" },
    { sql: "create policy p on owners using (true); alter table cars enable row level security;" },
    {
      sql: "create policy p on cars as restrictive using (true); alter table cars enable row level security;",
    },
  ],
  safe: [
    "alter table cars enable row level security; create policy own on cars using (owner = current_user);",
    "create table cars (id bigint); alter table cars enable row level security;",
    "/* given: create policy own on cars using (true) */ alter table cars enable row level security;",
  ],
});
