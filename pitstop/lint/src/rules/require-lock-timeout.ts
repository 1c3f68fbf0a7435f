import { firstBlockingLock } from "../first-blocking.ts";
import { rule } from "../rule.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "require-lock-timeout",
  level: "warning",
  finds: "(on request) a lock without lock_timeout",
  instead: "`set lock_timeout`, and try again",
  why: "While a statement waits for a lock, every later query of the table waits behind it. Pitstop's own runner sets lock_timeout and retries. Plain files are often run by a tool that sets it, so this rule is off by default.",
  sources: ["squawk require-timeout-settings", "strong_migrations lock_timeout", "pgroll (500 ms)"],
  find(statement, known) {
    const taken = known.hasLockTimeout ? undefined : firstBlockingLock(statement, known);
    return taken === undefined ? [] : [{ table: shown(taken.table), lock: taken.lock, isOnRequest: true }];
  },
  explain: ({ table, lock }) =>
    `${lock} on ${table} waits for the longest query, and without lock_timeout every later query on ${table} waits behind it, for as long as that takes.`,
  rewrite: (_found, statement) =>
    `set lock_timeout = '50ms';\n-- Then try again with a pause when it fails:\n-- ${statement.text.replaceAll("\n", "\n-- ")};`,
});
