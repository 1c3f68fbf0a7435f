import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-not-null.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter table cars alter column vin drop not null;", table: "cars", lock: "ACCESS EXCLUSIVE" },
    { sql: "alter table sales.cars alter vin drop not null;" },
    { sql: "/* given: cars.vin text not null */ alter table cars alter column vin drop not null;" },
    { sql: "/* pg=18 */ alter table cars drop constraint cars_vin_not_null;", says: "cars_vin_not_null" },
    {
      sql: "/* pg=18 */ /* given: create table cars (vin text constraint filled not null) */ alter table cars drop constraint filled;",
      says: "vin of cars",
    },
  ],
  safe: [
    "create table cars (vin text not null); alter table cars alter column vin drop not null;",
    "alter table cars add column vin text not null default ''; alter table cars alter column vin drop not null;",
    "alter table cars alter column vin drop default;",
    "/* pg=18 */ alter table cars add constraint filled not null vin not valid; alter table cars drop constraint filled;",
    "/* given: create table cars (vin text, constraint cars_vin_not_null check (vin <> '')) */ alter table cars drop constraint cars_vin_not_null;",
  ],
});
