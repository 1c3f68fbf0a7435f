import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-database.ts";

verdicts(rule, {
  dangerous: [
    { sql: "drop database pitstop;", table: null, says: "pitstop" },
    { sql: "drop database if exists pitstop;" },
    { sql: "drop database pitstop with (force);" },
  ],
  safe: ["create database pitstop;", "alter database pitstop set timezone = 'UTC';", "drop table cars;"],
});
