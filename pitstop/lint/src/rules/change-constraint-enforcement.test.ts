import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-constraint-enforcement.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* pg=18 */ alter table cars alter constraint cars_owner enforced;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "cars_owner",
      rewrite: "pitstop:allow change-constraint-enforcement",
    },
    { sql: "alter table cars alter constraint cars_owner not enforced;", level: "warning" },
    { sql: "alter table sales.cars alter constraint vin_required inherit;" },
  ],
  safe: [
    "alter table cars alter constraint cars_owner deferrable initially deferred;",
    "alter table cars alter constraint vin_required no inherit;",
    "create table cars (id bigint); alter table cars alter constraint c enforced;",
  ],
});
