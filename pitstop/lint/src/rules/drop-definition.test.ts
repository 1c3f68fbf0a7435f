import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-definition.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop collation german cascade;",
      table: null,
      says: "collation german",
      rewrite: "pitstop:allow drop-definition",
    },
    { sql: "drop operator class fast_ops using btree cascade;" },
    { sql: "drop language plperl cascade;" },
    { sql: "drop cast (text as integer);", level: "warning" },
    { sql: "drop operator === (int, int);", level: "warning" },
    { sql: "drop operator family fast using btree;", level: "warning" },
    { sql: "drop access method heap2;", level: "warning" },
    { sql: "drop conversion latin;", level: "warning" },
    { sql: "drop transform for int language sql;", level: "warning" },
    { sql: "drop text search configuration german cascade;" },
    { sql: "drop text search dictionary german;", level: "warning" },
    { sql: "drop text search parser german;", level: "warning" },
    { sql: "drop text search template german;", level: "warning" },
    { sql: "alter operator family fast using btree drop function 1 (int);", level: "warning" },
  ],
  safe: ["create collation german (locale = 'de'); drop collation german;", "drop statistics cars_stats;"],
});
