import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "no-effect-outside-transaction",
  level: "warning",
  finds: "SET LOCAL, SET TRANSACTION and SET CONSTRAINTS outside a transaction",
  instead: "SET, or a transaction",
  why: "PostgreSQL warns and does nothing: the statements behind it run with the setting of before.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-set.html",
    "https://www.postgresql.org/docs/18/sql-set-transaction.html",
    "https://www.postgresql.org/docs/18/sql-set-constraints.html",
  ],
  find(statement) {
    const what = statement.transaction === undefined ? ofTransaction(statement) : undefined;
    return what === undefined ? [] : [{ what, table: null, lock: null }];
  },
  explain: ({ what }) =>
    `${what} holds until the end of a transaction, and there is none: it has no effect, and PostgreSQL only warns.`,
  rewrite: ({ what }, statement) =>
    what === "SET LOCAL"
      ? `${statement.text.replace(/^set\s+local\b/i, "set")};`
      : `-- Inside a transaction:\n-- ${statement.text};`,
});

function ofTransaction({ node }: Statement): string | undefined {
  const set = nodeOf(node, "VariableSetStmt");
  if (set?.kind === "VAR_SET_MULTI" && set.name === "TRANSACTION") return "SET TRANSACTION";
  if (set?.is_local === true) return "SET LOCAL";
  return "ConstraintsSetStmt" in node ? "SET CONSTRAINTS" : undefined;
}
