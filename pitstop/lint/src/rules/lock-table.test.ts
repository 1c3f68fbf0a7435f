import { verdicts } from "../../test/verdicts.ts";
import rule from "./lock-table.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* tx */ lock table cars in access exclusive mode;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "every read",
      rewrite: "cars",
    },
    { sql: "begin; lock sales.cars; commit;", table: "sales.cars", lock: "ACCESS EXCLUSIVE" },
    { sql: "/* tx */ lock table cars, owners in share mode nowait;", lock: "SHARE" },
    { sql: "/* tx */ lock only cars in share row exclusive mode;", lock: "SHARE ROW EXCLUSIVE" },
    { sql: "/* tx */ lock cars in exclusive mode;", lock: "EXCLUSIVE" },
    { sql: "lock table cars in row share mode;", says: "fails" },
  ],
  safe: [
    "/* tx */ lock table cars in row exclusive mode;",
    "/* tx */ lock table cars in share update exclusive mode;",
    "/* tx */ create table cars (id bigint); lock table cars;",
  ],
});
