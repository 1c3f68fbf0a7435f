import { verdicts } from "../../test/verdicts.ts";
import rule from "./index-more-than-3-columns.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "create index concurrently i on cars (a, b, c, d);",
      table: "cars",
      says: "4 columns",
      rewrite: '("a", "b", "c")',
    },
    { sql: "create index on cars (a, b, c, d, e);" },
    { sql: "create index concurrently i on cars using btree (a, b desc, c, (lower(d)));" },
  ],
  safe: [
    "create index concurrently i on cars (a, b, c);",
    "create unique index concurrently i on cars (a, b, c, d);",
    "create index concurrently i on cars (a, b) include (c, d);",
  ],
});
