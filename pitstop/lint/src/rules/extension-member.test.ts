import { verdicts } from "../../test/verdicts.ts";
import rule from "./extension-member.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter extension citext add table app.cars;",
      table: null,
      lock: null,
      says: "table app.cars",
      rewrite: "pitstop:allow extension-member",
    },
    { sql: "alter extension citext add function total(int);", says: "function total" },
  ],
  safe: ["alter extension citext drop table cars;", "create extension citext;"],
});
