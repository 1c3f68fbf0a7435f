import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-column-type.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: cars.price integer */ alter table cars alter column price type bigint;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      says: "integer to bigint",
      rewrite: '"price_new" bigint',
    },
    {
      sql: "/* given: cars.amount integer */ alter table cars alter column amount type numeric(12,2) using amount / 100.0;",
      rewrite: 'set "amount_new" = (amount / 100.0)',
    },
    {
      sql: "/* given: cars.note text */ alter table cars alter column note type boolean using note is not null and note <> '', add column x int;",
      rewrite: `set "note_new" = (note is not null and note <> '')`,
    },
    {
      // A cast would cut off what is too long. The statement refuses it.
      sql: "/* given: cars.name varchar(50) */ alter table cars alter column name type varchar(20);",
      rewrite: 'set "name_new" = ("name")\n',
    },
    { sql: "alter table cars alter column price type bigint;", says: "not known" },
    { sql: "alter table cars alter column name type text;", level: "warning", says: "given: cars.name" },
    { sql: "/* given: cars.name varchar(50) */ alter table cars alter column name type varchar(20);" },
    { sql: "/* given: cars.price numeric(10,2) */ alter table cars alter column price type numeric(12,3);" },
    { sql: "/* given: cars.at timestamp */ alter table cars alter column at type timestamptz;" },
    {
      sql: "/* given: cars.name varchar(50) */ alter table cars alter column name type text using upper(name);",
    },
  ],
  safe: [
    "/* pg=18 */ /* given: create table cars (net int, gross int generated always as (net) virtual) */ alter table cars alter column gross type bigint;",
    "/* given: cars.name varchar(20) */ alter table cars alter column name type varchar(50);",
    "/* given: cars.name varchar(20) */ alter table cars alter column name type text;",
    "/* given: cars.name text */ alter table cars alter column name type varchar;",
    "/* given: cars.price numeric(10,2) */ alter table cars alter column price type numeric(12,2);",
    "/* given: cars.price numeric(10,2) */ alter table cars alter column price type numeric;",
    "/* given: cars.at timestamptz(3) */ alter table cars alter column at type timestamptz(6);",
    "/* given: cars.at timestamp */ set timezone = 'UTC'; alter table cars alter column at type timestamptz;",
    "/* given: cars.ip cidr */ alter table cars alter column ip type inet;",
    "create table cars (price int); alter table cars alter column price type bigint;",
  ],
});
