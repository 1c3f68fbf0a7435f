import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-materialized-view.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop materialized view app.totals;",
      table: "app.totals",
      lock: "ACCESS EXCLUSIVE",
      says: "lost",
      rewrite: "pitstop:allow drop-materialized-view",
    },
    { sql: "drop materialized view if exists totals cascade;" },
    {
      sql: "drop materialized view totals; create materialized view totals as select 1 as n;",
      level: "warning",
    },
  ],
  safe: ["create materialized view totals as select 1 as n; drop materialized view totals;"],
});
