import { verdicts } from "../../test/verdicts.ts";
import rule from "./truncate-cascade.ts";

verdicts(rule, {
  dangerous: [
    { sql: "truncate cars cascade;", table: "cars", lock: "ACCESS EXCLUSIVE", rewrite: 'truncate "cars";' },
    { sql: "truncate table sales.cars, owners restart identity cascade;" },
    { sql: "create table owners (id bigint); truncate owners, cars cascade;" },
  ],
  safe: [
    "truncate cars, rentals;",
    "truncate cars restrict;",
    "create table cars (id bigint); truncate cars cascade;",
  ],
});
