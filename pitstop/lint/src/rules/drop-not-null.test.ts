import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-not-null.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter table cars alter column vin drop not null;", table: "cars", lock: "ACCESS EXCLUSIVE" },
    { sql: "alter table sales.cars alter vin drop not null;" },
    { sql: "/* given: cars.vin text not null */ alter table cars alter column vin drop not null;" },
  ],
  safe: [
    "create table cars (vin text not null); alter table cars alter column vin drop not null;",
    "alter table cars add column vin text not null default ''; alter table cars alter column vin drop not null;",
    "alter table cars alter column vin drop default;",
  ],
});
