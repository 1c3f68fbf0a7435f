import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-type-with-check.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: cars.name varchar(20) check (name <> '') */ alter table cars alter column name type text;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "drop constraint",
    },
    {
      sql: "alter table cars add constraint positive check (price > 0) not valid; alter table cars validate constraint positive; alter table cars alter column price type numeric;",
    },
    {
      sql: "/* given: alter table cars add constraint named check (length(name) > 2) */ alter table cars alter column name type text;",
      says: "named",
    },
  ],
  safe: [
    "/* given: cars.name varchar(20) */ alter table cars alter column name type text;",
    "/* given: cars.name varchar(20), cars.price int check (price > 0) */ alter table cars alter column name type text;",
    "alter table cars add constraint named check (name <> '') not valid; alter table cars alter column name type text;",
  ],
});
