import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-primary-key-nullable.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: cars.id bigint null */ alter table cars add primary key (id);",
      table: "cars",
      says: "id",
      rewrite: "is not null",
    },
    {
      sql: "/* given: cars.id bigint nullable */ create unique index concurrently i on cars (id); alter table cars add constraint i primary key using index i;",
    },
    {
      sql: "alter table cars add column id bigint; create unique index concurrently i on cars (id); alter table cars add primary key using index i;",
    },
  ],
  safe: [
    "/* given: cars.id bigint not null */ alter table cars add primary key (id);",
    "alter table cars add constraint cars_pkey primary key using index cars_pkey;",
    "/* given: cars.id bigint null */ create unique index concurrently i on cars (id); alter table cars add constraint c check (id is not null) not valid; alter table cars validate constraint c; alter table cars add primary key using index i;",
    "create table cars (id bigint); alter table cars add primary key (id);",
  ],
});
