import { verdicts } from "../../test/verdicts.ts";
import rule from "./require-statement-timeout.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column color text;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "statement_timeout",
    },
    { sql: "set lock_timeout = '50ms'; alter table cars add column color text;" },
    { sql: "set statement_timeout = '5s'; reset statement_timeout; alter table cars add column color text;" },
  ],
  safe: [
    "set statement_timeout = '5s'; alter table cars add column color text;",
    { sql: "alter table cars add column color text;", options: { hasStatementTimeout: true } },
    "create table cars (id bigint);",
    "insert into cars (id) values (1);",
  ],
});
