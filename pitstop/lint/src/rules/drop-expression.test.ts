import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-expression.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars alter column total drop expression;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "total",
      rewrite: "pitstop:allow drop-expression",
    },
    { sql: "alter table sales.cars alter total drop expression if exists;" },
    { sql: "alter table cars add column n int, alter total drop expression;" },
  ],
  safe: [
    "create table cars (total int); alter table cars alter column total drop expression;",
    "alter table cars alter column total drop default;",
  ],
});
