import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-view-options.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter view red_cars set (security_invoker = true);",
      table: "red_cars",
      lock: "ACCESS EXCLUSIVE",
      says: "security_invoker",
      rewrite: "pitstop:allow change-view-options",
    },
    { sql: "alter view red_cars set (check_option = local, security_barrier);", says: "security_barrier" },
    {
      sql: "/* given: create view red_cars with (security_invoker = true) as select * from cars */ create or replace view red_cars as select id from cars;",
      table: "red_cars",
      says: "security_invoker",
    },
    {
      sql: "/* given: create view red_cars as select * from cars; alter view red_cars set (security_barrier) */ create or replace view red_cars with (security_invoker) as select id from cars;",
      says: "security_barrier",
    },
    { sql: "alter view app.red_cars reset (security_barrier);", table: "app.red_cars" },
  ],
  safe: [
    "/* given: create view red_cars with (security_invoker = true) as select * from cars */ create or replace view red_cars with (security_invoker = true) as select id from cars;",
    "/* given: create view red_cars with (security_invoker = true) as select * from cars */ drop view red_cars; create or replace view red_cars as select id from cars;",
    "create or replace view red_cars as select * from cars;",
    "create view red_cars as select * from cars; alter view red_cars set (security_invoker = true);",
    "create view red_cars with (security_invoker = true) as select * from cars;",
    "alter view red_cars alter column color set default 'red';",
  ],
});
