import { verdicts } from "../../test/verdicts.ts";
import rule from "./require-lock-timeout.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter table cars add column color text;",
      table: "cars",
      lock: "ACCESS EXCLUSIVE",
      rewrite: "lock_timeout",
    },
    { sql: "set lock_timeout = 0; alter table cars add column color text;" },
    { sql: "alter table cars add column color text; alter table cars add column price int;" },
    { sql: "set statement_timeout = '5s'; drop table cars;" },
  ],
  safe: [
    "set lock_timeout = '50ms'; alter table cars add column color text;",
    "set local lock_timeout to 50; alter table cars add column color text;",
    "select set_config('lock_timeout', '1s', true); alter table cars add column color text;",
    { sql: "alter table cars add column color text;", options: { hasLockTimeout: true } },
    "create table cars (id bigint); alter table cars add column color text;",
    "create index concurrently i on cars (color);",
  ],
});
