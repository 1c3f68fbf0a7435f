import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-column.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars rename column color to paint;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "paint",
      rewrite: 'add column "paint"',
    },
    {
      sql: "/* given: cars.color varchar(40) */ alter table cars rename color to paint;",
      rewrite: '"paint" varchar(40)',
    },
    {
      sql: "alter table sales.cars rename column color to paint; create view cars_old as select * from sales.cars;",
    },
  ],
  safe: [
    "create table cars (color text); alter table cars rename column color to paint;",
    "alter table cars add column color text; alter table cars rename column color to paint;",
    "alter table cars rename to cars_data; alter table cars_data rename column color to paint; create view cars as select *, paint as color from cars_data;",
    "alter table cars rename constraint a to b;",
  ],
});
