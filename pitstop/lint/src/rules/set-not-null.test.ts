import { verdicts } from "../../test/verdicts.ts";
import rule from "./set-not-null.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars alter column vin set not null;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "validate constraint",
    },
    {
      sql: "/* pg=11 */ alter table cars add constraint c check (vin is not null) not valid; alter table cars validate constraint c; alter table cars alter column vin set not null;",
    },
    {
      sql: "alter table cars add constraint c check (vin is not null) not valid; alter table cars alter column vin set not null;",
    },
    { sql: "/* given: cars.vin text check (vin <> '') */ alter table cars alter column vin set not null;" },
    {
      sql: "/* pg=18 */ /* given: create table cars (vin text constraint filled not null) */ alter table cars drop constraint filled; alter table cars alter column vin set not null;",
    },
    {
      sql: "/* pg=18 */ alter table cars add constraint filled not null vin not valid; alter table cars alter column vin set not null;",
    },
    {
      sql: "alter table cars add constraint cars_vin_not_null not null vin;",
      options: { serverVersion: { major: 18, minor: undefined } },
      rewrite: "not valid",
    },
    {
      sql: "/* pg=18 */ alter table cars add constraint filled not null vin no inherit;",
      rewrite: 'add constraint "filled" not null "vin" no inherit not valid;',
    },
  ],
  safe: [
    "alter table cars add constraint c check (vin is not null) not valid; alter table cars validate constraint c; alter table cars alter column vin set not null; alter table cars drop constraint c;",
    "alter table cars validate constraint cars_vin_not_null; alter table cars alter column vin set not null;",
    "/* given: cars.vin text check (vin is not null) */ alter table cars alter column vin set not null;",
    "/* given: cars.vin text not null */ alter table cars alter column vin set not null;",
    "/* pg=18 */ alter table cars add constraint c not null vin not valid;",
    "create table cars (vin text); alter table cars alter column vin set not null;",
  ],
});
