import { verdicts } from "../../test/verdicts.ts";
import rule from "./attach-partition-scan.ts";

const parent = "/* given: create table cars (year int) partition by range (year) */";

verdicts(rule, {
  dangerous: [
    {
      sql: `${parent} alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
      table: "cars_2021",
      lock: "ACCESS EXCLUSIVE",
      says: "cars",
      rewrite: 'check ("year" is not null and "year" >= 2021 and "year" < 2022) not valid;',
    },
    { sql: "alter table cars attach partition cars_2021 for values from ('2021-01-01') to ('2022-01-01');" },
    {
      sql: `${parent} alter table cars attach partition rest default;`,
      rewrite: "pitstop:allow attach-partition-scan",
    },
    {
      sql: `${parent} alter table cars_2021 add constraint c check (year >= 2021 and year < 2022) not valid; alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    },
    {
      sql: `${parent} /* given: cars_2021.year int check (year >= 2020 and year < 2022) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    },
    {
      sql: `${parent} /* given: create table cars_2021 (year int, check (year >= 2021 and year < 2022)) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    },
    {
      sql: "/* given: create table cars (color text) partition by list (color) */ alter table cars attach partition red for values in ('red', 'pink');",
      rewrite: "in ('red', 'pink')",
    },
    {
      sql: `${parent} /* given: create table cars_rest partition of cars default */ create table cars_2021 partition of cars for values from (2021) to (2022);`,
      level: "warning",
    },
    {
      sql: `${parent} /* given: create table cars_rest partition of cars default */ create foreign table cars_2021 partition of cars for values from (2021) to (2022) server archive;`,
      level: "warning",
    },
    {
      sql: `/* given: create table cars (year int, owner_id int references owners) partition by range (year) */ /* given: create index cars_year on cars (year) */ /* given: create table cars_2021 (year int not null, owner_id int, check (year >= 2021 and year < 2022)) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
      level: "error",
      says: "the index cars_year and the foreign key cars_owner_id_fkey",
      rewrite: "pitstop:allow attach-partition-scan",
    },
  ],
  safe: [
    `/* given: create table cars (year int, owner_id int references owners) partition by range (year) */ /* given: create index cars_year on cars (year) */ /* given: create table cars_2021 (year int not null, owner_id int references owners, check (year >= 2021 and year < 2022)) */ /* given: create index cars_2021_year on cars_2021 (year) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    `${parent} /* given: cars_2021.year int not null check (year >= 2021 and year < 2022) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    `${parent} /* given: cars_2021.year int check (year is not null and year between 2021 and 2021) */ alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    "alter table cars_2021 validate constraint fits; alter table cars attach partition cars_2021 for values from (2021) to (2022);",
    "/* given: red.color text not null check (color in ('red')) */ alter table cars attach partition red for values in ('red', 'pink');",
    `${parent} create table cars_2021 (year int); alter table cars attach partition cars_2021 for values from (2021) to (2022);`,
    `${parent} create table cars_2021 partition of cars for values from (2021) to (2022);`,
    "alter index cars_color attach partition cars_2021_color;",
  ],
});
