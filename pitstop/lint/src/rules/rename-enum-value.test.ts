import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-enum-value.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter type mood rename value 'good' to 'fine';",
      table: null,
      says: "good",
      rewrite: "add value 'fine' after 'good'",
    },
    { sql: "alter type app.mood rename value 'good' to 'fine';" },
    { sql: "alter type mood rename to feeling;", says: "feeling", rewrite: "pitstop:allow" },
  ],
  safe: [
    "create type mood as enum ('good'); alter type mood rename value 'good' to 'fine';",
    "alter type mood add value 'fine' after 'good';",
    "create type mood as enum ('good'); alter type mood rename to feeling;",
  ],
});
