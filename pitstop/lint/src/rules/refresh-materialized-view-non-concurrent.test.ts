import { verdicts } from "../../test/verdicts.ts";
import rule from "./refresh-materialized-view-non-concurrent.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "refresh materialized view totals;",
      table: "totals",
      lock: "ACCESS EXCLUSIVE",
      rewrite: 'refresh materialized view concurrently "totals";',
    },
    { sql: "refresh materialized view app.totals with data;", table: "app.totals" },
    { sql: "refresh materialized view totals with no data;", says: "discarded" },
    { sql: "refresh materialized view concurrently totals with no data;", says: "refused" },
  ],
  safe: [
    "refresh materialized view concurrently totals;",
    "create materialized view totals as select 1 as n with no data; refresh materialized view totals;",
  ],
});
