import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-session-default.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter database pitstop set search_path = app, public;",
      table: null,
      lock: null,
      says: "search_path",
      rewrite: "pitstop:allow change-session-default",
    },
    { sql: "alter role clerk set statement_timeout = '5s';", says: "clerk" },
    { sql: "alter role all in database pitstop reset all;", says: "every role" },
    { sql: "alter system set work_mem = '64MB';", says: "work_mem" },
    { sql: "alter database pitstop allow_connections false;", says: "allow_connections" },
  ],
  safe: [
    "set search_path = app, public;",
    "set local work_mem = '64MB';",
    "alter database pitstop owner to chief;",
  ],
});
