import type { Known } from "../known.ts";
import { blocksRows, waiting } from "../lock.ts";
import { alone } from "../rewrites/outside-transaction.ts";
import { rowChanges } from "../row-change.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "backfill-in-ddl-transaction",
  level: "error",
  finds: "rows changed in the transaction of an ALTER TABLE",
  instead: "a migration of its own, in batches",
  why: "Rows that are changed in the transaction of an ALTER TABLE keep its lock for as long as that takes.",
  sources: ["strong_migrations (backfilling data)", "https://github.com/sbdchd/squawk/issues/115"],
  find(statement, known) {
    const held = [...known.held.locks].find(([, { lock }]) => blocksRows(lock));
    if (held === undefined || !takesLong(statement, known)) return [];
    const [table, { lock }] = held;
    return [{ table, lock }];
  },
  explain: ({ table, lock }) =>
    `${lock} on ${table}, taken earlier in this transaction, is held until the last row is changed: ${waiting(lock, table)}.`,
  rewrite: (_found, statement) =>
    alone(
      `-- in batches over the primary key, or by this.backfill({ … }):\n-- ${statement.text.replaceAll("\n", "\n-- ")};`,
    ),
});

function takesLong(statement: Statement, known: Known): boolean {
  if (rowChanges(statement, known).some(({ reach }) => reach !== "named rows")) return true;
  const copied = nodeOf(nodeOf(statement.node, "InsertStmt")?.selectStmt, "SelectStmt");
  return copied?.fromClause !== undefined;
}
