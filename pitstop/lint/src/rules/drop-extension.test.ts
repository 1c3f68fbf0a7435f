import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-extension.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop extension citext cascade;",
      table: null,
      says: "citext",
      rewrite: "pitstop:allow drop-extension",
    },
    { sql: "drop extension if exists hstore cascade;" },
    { sql: "drop extension postgis;", level: "warning" },
  ],
  safe: [
    "create extension citext; drop extension citext cascade;",
    "drop extension citext; create extension citext;",
  ],
});
