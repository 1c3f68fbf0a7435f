import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-primary-key.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars drop constraint cars_pkey;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "cars_pkey",
      rewrite: "pitstop:allow drop-primary-key",
    },
    { sql: "alter table sales.cars drop constraint if exists pk_cars cascade;", says: "CASCADE" },
    { sql: "/* given: cars.id bigint constraint main primary key */ alter table cars drop constraint main;" },
  ],
  safe: [
    "alter table cars drop constraint positive;",
    "create table cars (id bigint primary key); alter table cars drop constraint cars_pkey;",
    "/* given: cars.id bigint constraint cars_pk check (id > 0) */ alter table cars drop constraint cars_pk;",
  ],
});
