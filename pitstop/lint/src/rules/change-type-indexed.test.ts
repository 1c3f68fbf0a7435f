import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-type-indexed.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* given: cars.name text indexed */ alter table cars alter column name type citext;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
    },
    { sql: "/* given: cars.name citext indexed */ alter table cars alter column name type text;" },
    {
      sql: "/* given: cars.name text */ create index concurrently names on cars (lower(name)); alter table cars alter column name type citext;",
      says: "names",
    },
    {
      sql: '/* given: cars.name text indexed */ alter table cars alter column name type text collate "C";',
      says: "collation",
    },
    { sql: '/* given: cars.name text collate "C" indexed */ alter table cars alter column name type text;' },
  ],
  safe: [
    '/* given: cars.name text collate "C" indexed */ alter table cars alter column name type varchar collate "C";',
    '/* given: cars.name text */ alter table cars alter column name type text collate "C";',
    "/* given: cars.name text */ alter table cars alter column name type citext;",
    "/* given: cars.name varchar(20) indexed */ alter table cars alter column name type text;",
    "/* given: cars.name text, cars.color text indexed */ alter table cars alter column name type citext;",
  ],
});
