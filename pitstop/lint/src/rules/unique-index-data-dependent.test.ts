import { verdicts } from "../../test/verdicts.ts";
import rule from "./unique-index-data-dependent.ts";

verdicts(rule, {
  dangerous: [
    { sql: "create unique index u on cars (vin);", table: "cars", rewrite: "having count(*) > 1" },
    { sql: "create unique index concurrently u on cars (vin, year);" },
    { sql: "create unique index concurrently u on sales.cars (lower(vin));" },
  ],
  safe: [
    "create index concurrently i on cars (vin);",
    "select vin from cars group by vin having count(*) > 1; create unique index concurrently u on cars (vin);",
    "create table cars (vin text); create unique index u on cars (vin);",
    "alter table cars add column vin text; create unique index concurrently u on cars (vin);",
  ],
});
