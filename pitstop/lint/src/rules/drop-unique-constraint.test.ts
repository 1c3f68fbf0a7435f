import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-unique-constraint.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars drop constraint cars_vin_key;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "cars_vin_key",
      rewrite: "pitstop:allow drop-unique-constraint",
    },
    { sql: "alter table cars drop constraint if exists cars_vin_unique;" },
    { sql: "alter table rentals drop constraint rentals_during_excl;" },
    { sql: "/* given: cars.vin text constraint single unique */ alter table cars drop constraint single;" },
  ],
  safe: [
    "alter table cars drop constraint positive;",
    "create table cars (vin text unique); alter table cars drop constraint cars_vin_key;",
    "alter table cars add constraint cars_vin_key unique using index i; alter table cars drop constraint cars_vin_key;",
  ],
});
