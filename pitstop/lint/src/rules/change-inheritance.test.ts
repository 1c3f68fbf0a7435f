import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-inheritance.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table vans inherit cars;",
      table: "vans",
      lock: "ACCESS EXCLUSIVE",
      says: "cars",
      rewrite: "pitstop:allow change-inheritance",
    },
    { sql: "alter table sales.vans no inherit cars;", says: "no longer" },
    { sql: "alter table vans add column n int, inherit sales.cars;", says: "sales.cars" },
  ],
  safe: [
    "create table vans (id bigint); alter table vans inherit cars;",
    "create table vans () inherits (cars);",
  ],
});
