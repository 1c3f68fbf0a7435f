import { isLive } from "../known.ts";
import { blocksRows, locks, waiting } from "../lock.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "lock-table",
  level: "error",
  costs: ["lock"],
  finds: "LOCK TABLE in a mode that blocks readers or writers",
  instead: "no LOCK: each statement takes the lock it needs",
  why: "The lock is held until the transaction ends, whatever else it does. Outside a transaction the statement fails.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-lock.html",
    "https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES",
  ],
  find(statement, known) {
    const node = nodeOf(statement.node, "LockStmt");
    if (node === undefined) return [];
    // The grammar counts the modes from 1, in the order of the documentation.
    const lock = locks[(node.mode ?? 8) - 1] ?? "ACCESS EXCLUSIVE";
    const isAlone = statement.transaction === undefined;
    if (!blocksRows(lock) && !isAlone) return [];
    const names = nodesOf(node.relations, "RangeVar").map(tableNameOf);
    const table = names.find((name) => isLive(known, name));
    return table === undefined ? [] : [{ isAlone, table: shown(table), lock }];
  },
  explain: ({ table, lock, isAlone }) =>
    isAlone
      ? 'LOCK TABLE outside a transaction fails: "can only be used in transaction blocks".'
      : `${lock} on ${table} is held until the transaction ends: ${waiting(lock, table)}.`,
  rewrite: ({ table }) => `-- Remove LOCK: each statement takes only the lock that it needs on ${table}.`,
});
