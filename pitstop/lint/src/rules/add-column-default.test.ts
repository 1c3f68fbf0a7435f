import { verdicts } from "../../test/verdicts.ts";
import rule from "./add-column-default.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "/* pg=10 */ alter table cars add column wheels int default 4;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "set default 4",
    },
    { sql: "/* pg=9.6 */ alter table cars add column wheels int not null default 4;", says: "PostgreSQL 9" },
    {
      sql: "alter table cars add column color text default 'red';",
      options: { serverVersion: { major: 10, minor: undefined } },
      table: "cars",
    },
  ],
  safe: [
    "alter table cars add column wheels int default 4;",
    "/* pg=11 */ alter table cars add column wheels int not null default 4;",
    "/* pg=10 */ alter table cars add column wheels int;",
    "/* pg=10 */ alter table cars add column wheels int default null;",
    "/* pg=10 */ create table cars (id bigint, wheels int default 4);",
  ],
});
