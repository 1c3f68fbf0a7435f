import { verdicts } from "../../test/verdicts.ts";
import rule from "./implicit-conversion.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create cast (text as int) with inout as implicit;",
      table: null,
      lock: null,
      says: "implicit cast",
      rewrite: "pitstop:allow implicit-conversion",
    },
    {
      sql: "create operator class sizes default for type size using btree as operator 1 <;",
      says: "default",
    },
    { sql: "create default conversion odd for 'LATIN1' to 'UTF8' from to_odd;", says: "odd" },
  ],
  safe: [
    "create cast (text as size) with inout;",
    "create cast (text as size) with inout as assignment;",
    "create operator class sizes for type size using btree as operator 1 <;",
  ],
});
