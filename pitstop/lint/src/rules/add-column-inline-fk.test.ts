import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-inline-fk.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column owner_id bigint references owners;",
      table: "cars",
      says: "owners",
      rewrite: "not valid",
    },
    {
      sql: "alter table cars add column owner_id bigint null references owners (id) on delete cascade;",
      rewrite: "on delete cascade",
    },
    { sql: "alter table cars add column owner_id bigint constraint cars_owner references owners (id);" },
    {
      sql: "/* pg=17 */ /* given: create table cars (year int) partition by range (year) */ alter table cars add column owner_id bigint references owners;",
      rewrite: "-- alter table <partition> add constraint",
    },
  ],
  safe: [
    "alter table cars add column owner_id bigint references owners not enforced;",
    "alter table cars add column owner_id bigint;",
    "create table cars (owner_id bigint references owners);",
    "create table cars (id bigint); alter table cars add column owner_id bigint references owners;",
  ],
});
