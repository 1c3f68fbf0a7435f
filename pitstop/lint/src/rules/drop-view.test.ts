import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-view.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop view red_cars;",
      table: "red_cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "pitstop:allow drop-view",
    },
    { sql: "drop view if exists app.red_cars cascade;", says: "CASCADE" },
    { sql: "drop view red_cars cascade; create view red_cars as select 1 as n;" },
  ],
  safe: [
    "create view red_cars as select 1 as n; drop view red_cars;",
    "drop view red_cars; create view public.red_cars as select 1 as n;",
    "create or replace view red_cars as select 1 as n;",
  ],
});
