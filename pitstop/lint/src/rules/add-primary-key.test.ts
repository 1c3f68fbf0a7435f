import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-primary-key.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add primary key (id);",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: 'using index "cars_pkey"',
    },
    {
      sql: "/* given: cars.id bigint not null */ alter table cars add constraint pk primary key (id);",
      rewrite: 'primary key using index "pk"',
    },
    { sql: "alter table cars add column id bigint primary key;" },
    { sql: "/* pg=18 */ alter table cars add primary key (id, year);" },
    {
      sql: "/* pg=18 */ alter table cars add primary key (id, sold without overlaps);",
      says: "WITHOUT OVERLAPS",
      rewrite: 'alter table "cars_new" add primary key (id, sold without overlaps);',
    },
  ],
  safe: [
    "alter table cars add constraint cars_pkey primary key using index cars_pkey;",
    "create table cars (id bigint); alter table cars add primary key (id);",
    "create table cars (id bigint primary key);",
  ],
});
