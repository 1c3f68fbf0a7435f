import { verdicts } from "../../test/verdicts.ts";
import rule from "./refused-on-partitioned-table.ts";

const parent = "/* given: create table cars (year int, owner_id int) partition by range (year) */";

verdicts(rule, {
  dangerous: [
    {
      sql: `${parent} create index concurrently cars_year on cars (year);`,
      table: "cars",
      lock: null,
      says: "CONCURRENTLY",
      rewrite: "create index cars_year on only cars (year);",
    },
    {
      sql: "create table cars_2021 partition of cars for values in (2021); create unique index concurrently i on cars (year);",
    },
    {
      sql: "alter table cars detach partition cars_2020 concurrently; create index concurrently i on cars (year);",
    },
    {
      sql: `${parent} /* given: index cars_year on cars (year) */ drop index concurrently cars_year;`,
      says: "DROP INDEX",
    },
    { sql: `${parent} alter table cars add constraint u unique using index u;`, says: "USING INDEX" },
    {
      sql: `${parent} alter table cars add constraint fk foreign key (owner_id) references owners not valid;`,
      says: "NOT VALID",
      rewrite: 'alter table "cars" add constraint "fk" foreign key (owner_id) references owners;',
    },
    {
      sql: `${parent} /* given: create table rest partition of cars default */ alter table cars detach partition cars_2020 concurrently;`,
      says: "default partition",
    },
  ],
  safe: [
    "create index concurrently cars_year on cars (year);",
    `${parent} create index cars_year on only cars (year);`,
    `${parent} create index concurrently cars_2021_year on cars_2021 (year);`,
    `/* pg=18 */ ${parent} alter table cars add constraint fk foreign key (owner_id) references owners not valid;`,
    `${parent} alter table cars detach partition cars_2020 concurrently;`,
  ],
});
