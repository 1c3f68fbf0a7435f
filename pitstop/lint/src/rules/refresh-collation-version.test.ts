import { verdicts } from "../../test/verdicts.ts";
import rule from "./refresh-collation-version.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: 'alter collation "de-x-icu" refresh version;',
      table: null,
      lock: null,
      says: "de-x-icu",
      rewrite: "pitstop:allow refresh-collation-version",
    },
    { sql: "alter collation app.german refresh version;", says: "app.german" },
    { sql: "alter database pitstop refresh collation version;", says: "pitstop" },
  ],
  safe: ["alter collation german owner to chief;", "create collation german (locale = 'de');"],
});
