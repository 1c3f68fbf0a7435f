import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-table-multiple-foreign-keys.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: cars.owner_id bigint references owners; cars.category_id bigint references categories */ drop table cars;",
      table: "cars",
      says: "categories",
      rewrite: 'drop constraint "cars_owner_id_fkey"',
    },
    {
      sql: "/* given: create table cars (a bigint references owners, b bigint references categories) */ drop table if exists cars;",
    },
    {
      sql: "drop table cars;",
      options: {
        earlier: ["create table cars (a bigint references owners, b bigint references categories);"],
      },
      table: "cars",
      says: "owners",
    },
  ],
  safe: [
    "drop table cars;",
    "/* given: cars.owner_id bigint references owners */ drop table cars;",
    "/* given: cars.a bigint references owners; cars.b bigint references owners; cars.c bigint references cars */ drop table cars;",
    "create table cars (a bigint references owners, b bigint references categories); drop table cars;",
  ],
});
