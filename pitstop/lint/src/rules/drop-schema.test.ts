import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-schema.ts";

verdicts(rule, {
  dangerous: [
    { sql: "drop schema sales;", table: null, says: "sales", rewrite: "pitstop:allow drop-schema" },
    { sql: "drop schema if exists sales cascade;" },
    { sql: '/* tx */ drop schema "Sales" restrict;' },
  ],
  safe: ["create schema sales; drop schema sales;", "create schema sales;", "drop type mood;"],
});
