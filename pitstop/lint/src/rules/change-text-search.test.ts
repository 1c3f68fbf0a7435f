import { verdicts } from "../../test/verdicts.ts";
import rule from "./change-text-search.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter text search configuration german drop mapping for word;",
      table: null,
      lock: null,
      says: "german",
      rewrite: "pitstop:allow change-text-search",
    },
    { sql: "alter text search configuration app.german alter mapping replace simple with german_stem;" },
    { sql: "alter text search dictionary german_stem (stopwords = german);", says: "german_stem" },
  ],
  safe: ["create text search configuration german (copy = simple);"],
});
