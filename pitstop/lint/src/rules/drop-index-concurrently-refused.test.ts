import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-index-concurrently-refused.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop index concurrently a, b;",
      table: null,
      lock: null,
      says: "names 2",
      rewrite: 'drop index concurrently "b";',
    },
    { sql: "drop index concurrently if exists cars_color cascade;", says: "CASCADE" },
    { sql: "drop index concurrently sales.a, sales.b, c;", says: "names 3" },
  ],
  safe: ["drop index concurrently a;", "drop index a, b;", "drop index a cascade;"],
});
