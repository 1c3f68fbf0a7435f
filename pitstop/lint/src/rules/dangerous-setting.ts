import type { Level } from "../finding.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changedSetting } from "../session-setting.ts";

export default rule({
  id: "dangerous-setting",
  level: "error",
  finds: "SET of a setting that destroys data or takes the runner's timeouts away",
  instead: "no SET: the runner sets what a migration needs",
  why: "zero_damaged_pages throws away what can't be read, allow_system_table_mods lets a statement break the catalogs, and without lock_timeout every query of a table may wait behind the migration.",
  sources: [
    "https://www.postgresql.org/docs/18/runtime-config-developer.html",
    "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT",
    "https://www.postgresql.org/docs/18/sql-set.html",
  ],
  find({ node }) {
    const setting = changedSetting(node);
    if (setting === undefined) return [];
    const { name, value } = setting;
    if (Object.hasOwn(destructive, name) && isOnValue(value))
      return [{ name, effect: destructive[name] ?? "", level: "error" as Level, table: null, lock: null }];
    const isTimeout = ["all", "lock_timeout"].includes(name);
    return isTimeout && (value === undefined || Number.parseFloat(value) === 0)
      ? [{ name, effect: NO_TIMEOUT, level: "warning" as Level, table: null, lock: null }]
      : [];
  },
  explain: ({ name, effect }) => `${name === "all" ? "Resetting all settings" : name}: ${effect}.`,
  rewrite: ({ name }, statement) =>
    intended(
      "dangerous-setting",
      `this migration needs ${name} so`,
      "Drop the statement. If it is needed:",
      statement,
    ),
});

const destructive: Readonly<Record<string, string>> = {
  zero_damaged_pages: "a damaged page is overwritten with zeros, and its rows are gone",
  ignore_checksum_failure: "damaged pages are read as if they were whole, and spread",
  ignore_invalid_pages: "recovery goes on over lost pages",
  allow_system_table_mods: "a statement may change the system catalogs, and break the database for good",
  ignore_system_indexes: "the catalogs are read without their indexes, and unique names aren't ensured",
};

const NO_TIMEOUT =
  "the runner's lock_timeout is gone, and while a statement waits for a lock, every later query of the table waits behind it";

const isOnValue = (value: string | undefined): boolean =>
  value !== undefined && ["on", "true", "yes", "1"].includes(value.toLowerCase());
