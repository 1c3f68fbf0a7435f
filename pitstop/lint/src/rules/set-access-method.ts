import { isLive } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { isPartitioned } from "../partitions.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "set-access-method",
  level: "error",
  costs: ["rewrite"],
  finds: "SET ACCESS METHOD: rewrites the table",
  instead: "a new table and a copy",
  why: "The whole table is rewritten in another format while it can't be read.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-ACCESS-METHOD"],
  find(statement, known) {
    const alter = nodeOf(statement.node, "AlterTableStmt");
    const name = tableNameOf(alter?.relation);
    return (
      nodesOf(alter?.cmds, "AlterTableCmd")
        // Of a partitioned table, it says how partitions are made that come later.
        .filter(
          ({ subtype }) =>
            subtype === "AT_SetAccessMethod" && isLive(known, name) && !isPartitioned(known, name),
        )
        .map(() => ({ table: shown(name), lock: "ACCESS EXCLUSIVE" as const }))
    );
  },
  explain: ({ table, lock }) => `The whole of ${table} is rewritten. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ table }, statement) =>
    intended(
      "set-access-method",
      `${table} is small or not in use`,
      `Create a new table with that method, copy the rows of ${table} in batches, and switch the names. If it is not in use:`,
      statement,
    ),
});
