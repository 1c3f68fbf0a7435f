import { verdicts } from "../../test/verdicts.ts";
import rule from "./no-effect-outside-transaction.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "set local statement_timeout = '5s';",
      table: null,
      lock: null,
      says: "SET LOCAL",
      rewrite: "set statement_timeout",
    },
    { sql: "set transaction isolation level serializable;", says: "SET TRANSACTION" },
    { sql: "set constraints all deferred;", says: "SET CONSTRAINTS" },
  ],
  safe: [
    "set statement_timeout = '5s';",
    "/* tx */ set local statement_timeout = '5s';",
    "begin; set transaction isolation level serializable; commit;",
    "/* tx */ set constraints all deferred;",
  ],
});
