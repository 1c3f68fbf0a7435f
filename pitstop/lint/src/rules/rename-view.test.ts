import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-view.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter view red_cars rename to red_vehicles;",
      table: "red_cars",
      lock: "ACCESS EXCLUSIVE",
      says: "red_vehicles",
      rewrite: "pitstop:allow rename-view",
    },
    { sql: "alter view app.red_cars rename column color to paint;", says: "color" },
    { sql: "alter view red_cars set schema archive;", says: "archive.red_cars" },
    { sql: "alter materialized view totals rename to sums;", table: "totals" },
    { sql: "alter materialized view totals rename column n to amount;", says: "amount" },
  ],
  safe: [
    "create view red_cars as select 1 as n; alter view red_cars rename to red_vehicles;",
    "alter view red_cars rename to red_vehicles; create view red_cars as select * from red_vehicles;",
  ],
});
