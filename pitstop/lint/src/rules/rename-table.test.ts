import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-table.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars rename to vehicles;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "vehicles",
      rewrite: 'create view "cars" as select * from "vehicles"',
    },
    { sql: "alter table if exists sales.cars rename to vehicles;" },
    { sql: "alter table cars set schema sales;", says: "sales.cars", rewrite: "create view" },
  ],
  safe: [
    "alter table cars rename to vehicles; create view cars as select * from vehicles;",
    "create table cars (id bigint); alter table cars rename to vehicles;",
    "alter table cars rename to cars_old; alter table cars_new rename to cars;",
    "alter index cars_color rename to cars_paint;",
  ],
});
