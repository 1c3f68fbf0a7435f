import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-check-validated.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add constraint positive check (price > 0);",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "check (price > 0) not valid",
    },
    { sql: "alter table cars add check (price > 0 and wheels in (3, 4));" },
    { sql: "alter table cars add column x int, add constraint c check (x > 0);" },
  ],
  safe: [
    "alter table cars add constraint positive check (price > 0) not valid;",
    "create table cars (price int); alter table cars add check (price > 0);",
    "create table cars (price int check (price > 0));",
  ],
});
