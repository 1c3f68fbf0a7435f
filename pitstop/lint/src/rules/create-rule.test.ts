import { verdicts } from "../../test/verdicts.ts";
import rule from "./create-rule.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create rule keep as on delete to cars do instead nothing;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "instead",
      rewrite: "pitstop:allow create-rule",
    },
    {
      sql: "create or replace rule log as on insert to sales.cars do also notify changed;",
      table: "sales.cars",
    },
    { sql: "create rule log as on update to cars do also select 1;" },
  ],
  safe: [
    "create table cars (id bigint); create rule keep as on delete to cars do instead nothing;",
    "create view red_cars as select 1 as n; create rule keep as on delete to red_cars do instead nothing;",
  ],
});
