import { firstBlockingLock } from "../first-blocking.ts";
import { rule } from "../rule.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "require-statement-timeout",
  level: "warning",
  finds: "(on request) a lock without statement_timeout",
  instead: "`set statement_timeout`",
  why: "Without statement_timeout, a statement that takes longer than expected holds its lock until it is canceled. Plain files are often run by a tool that sets it, so this rule is off by default.",
  sources: ["squawk require-timeout-settings", "strong_migrations statement_timeout"],
  find(statement, known) {
    const taken = known.hasStatementTimeout ? undefined : firstBlockingLock(statement, known);
    return taken === undefined ? [] : [{ table: shown(taken.table), lock: taken.lock, isOnRequest: true }];
  },
  explain: ({ table, lock }) =>
    `Without statement_timeout nothing ends this statement when it takes longer than thought, and ${lock} on ${table} is held until then.`,
  rewrite: (_found, statement) =>
    `set statement_timeout = '5s';\n-- Then:\n-- ${statement.text.replaceAll("\n", "\n-- ")};`,
});
