import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-owned.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop owned by clerk cascade;",
      table: null,
      lock: "ACCESS EXCLUSIVE",
      says: "clerk",
      rewrite: "pitstop:allow drop-owned",
    },
    { sql: "drop owned by current_user;" },
    { sql: "drop owned by clerk, reader;", says: "clerk, reader" },
  ],
  safe: ["reassign owned by clerk to chief;", "grant select on cars to clerk;"],
});
