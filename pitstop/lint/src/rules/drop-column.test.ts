import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-column.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars drop column color;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "color",
      rewrite: "pitstop:allow drop-column",
    },
    { sql: "alter table sales.cars drop column if exists color cascade;" },
    { sql: "alter table cars add column paint text, drop color;", says: "color" },
  ],
  safe: [
    "create table cars (color text); alter table cars drop column color;",
    "alter table cars add column color text; alter table cars drop column color;",
    "alter table cars drop constraint positive;",
    "-- pitstop:allow drop-column no client reads it since March\nalter table cars drop column color;",
  ],
});
