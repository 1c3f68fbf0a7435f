import { verdicts } from "../../test/verdicts.ts";
import rule from "./dangerous-setting.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "set zero_damaged_pages = on;",
      table: null,
      lock: null,
      says: "rows are gone",
      rewrite: "pitstop:allow dangerous-setting",
    },
    { sql: "set allow_system_table_mods = on;", says: "catalogs" },
    { sql: "set ignore_system_indexes to true;" },
    { sql: "set lock_timeout = 0;", level: "warning", says: "lock_timeout" },
    { sql: "set local lock_timeout = '0';", level: "warning" },
    { sql: "reset lock_timeout;", level: "warning" },
    { sql: "reset all;", level: "warning", says: "Resetting all settings" },
    { sql: "discard all;", level: "warning", says: "Resetting all settings" },
    { sql: "select set_config('zero_damaged_pages', 'on', false);" },
  ],
  safe: [
    "set lock_timeout = '5s';",
    "set zero_damaged_pages = off;",
    "set statement_timeout = 0;",
    "reset search_path;",
    "set search_path = app;",
    "discard temp;",
  ],
});
