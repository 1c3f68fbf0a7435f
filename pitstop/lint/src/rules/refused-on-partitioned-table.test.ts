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
    { sql: `${parent} create unique index once on cars (owner_id);`, says: "partition key (year)" },
    { sql: `${parent} alter table cars add constraint once unique (owner_id);`, says: "UNIQUE without" },
    { sql: `${parent} alter table cars add column id bigint primary key;`, says: "PRIMARY KEY without" },
    {
      sql: "create table cars (id bigint primary key, year int) partition by range (year);",
      says: "partition key (year)",
    },
    {
      sql: "create table cars (id bigint unique, at date) partition by range (id, extract(year from at));",
      says: "an expression",
    },
    {
      sql: `${parent} alter table cars add exclude using gist (year with =);`,
      says: "before PostgreSQL 17",
    },
  ],
  safe: [
    `${parent} create unique index once on cars (owner_id, year);`,
    `${parent} alter table cars add primary key (year, owner_id);`,
    `/* pg=17 */ ${parent} alter table cars add exclude using gist (year with =);`,
    "create table cars (id bigint, year int, primary key (id, year)) partition by range (year);",
    "create table cars_2021 partition of cars (primary key (id)) for values from (2021) to (2022);",
    "create index concurrently cars_year on cars (year);",
    `${parent} create index cars_year on only cars (year);`,
    `${parent} create index concurrently cars_2021_year on cars_2021 (year);`,
    `/* pg=18 */ ${parent} alter table cars add constraint fk foreign key (owner_id) references owners not valid;`,
    `${parent} alter table cars detach partition cars_2020 concurrently;`,
  ],
});
