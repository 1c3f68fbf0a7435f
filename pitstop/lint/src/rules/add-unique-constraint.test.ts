import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-unique-constraint.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add constraint cars_vin unique (vin);",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: 'using index "cars_vin"',
    },
    { sql: "alter table cars add unique (vin, year);", rewrite: '"cars_vin_year_key"' },
    {
      sql: "/* pg=18 */ alter table cars add constraint once unique (vin, sold without overlaps);",
      says: "WITHOUT OVERLAPS",
      rewrite: 'alter table "cars_new" add constraint once unique (vin, sold without overlaps);',
    },
    {
      sql: "alter table cars add unique (vin) include (year) with (fillfactor = 70, deduplicate_items = off) using index tablespace fast;",
      rewrite: `("vin") include ("year") with ("fillfactor" = 70, "deduplicate_items" = 'off') tablespace "fast";`,
    },
    { sql: "alter table sales.cars add constraint u unique nulls not distinct (vin);" },
  ],
  safe: [
    "alter table cars add constraint cars_vin unique using index cars_vin;",
    "create table cars (vin text); alter table cars add unique (vin);",
    "create table cars (vin text, unique (vin));",
  ],
});
