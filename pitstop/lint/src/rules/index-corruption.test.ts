import { verdicts } from "../../test/verdicts.ts";
import rule from "./index-corruption.ts";

verdicts(rule, {
  dangerous: [
    { sql: "/* pg=14.2 */ create index concurrently i on cars (color);", table: "cars", says: "14.2" },
    { sql: "/* pg=14.0 */ reindex table concurrently cars;" },
    {
      sql: "create unique index concurrently i on cars (color);",
      options: { serverVersion: { major: 14, minor: 3 } },
    },
  ],
  safe: [
    "/* pg=14.4 */ create index concurrently i on cars (color);",
    "/* pg=14 */ create index concurrently i on cars (color);",
    "/* pg=13.2 */ create index concurrently i on cars (color);",
    "/* pg=14.2 */ create index i on cars (color);",
  ],
});
