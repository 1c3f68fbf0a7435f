import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "create-table-force",
  level: "error",
  costs: [],
  finds: "a table dropped and created again",
  instead: "no DROP",
  why: "A table that is dropped and recreated has the same name but no rows.",
  sources: ["strong_migrations create_table with force"],
  find(statement, known) {
    const create = nodeOf(statement.node, "CreateStmt");
    const table = shown(tableNameOf(create?.relation));
    return create !== undefined && known.droppedTables.has(table)
      ? [{ table, lock: "ACCESS EXCLUSIVE" as const }]
      : [];
  },
  explain: ({ table }) =>
    `${table} was dropped earlier in this file and comes back empty: its rows are lost.`,
  rewrite: ({ table }, statement) => `-- Without the DROP TABLE ${table} above it:\n${statement.text};`,
});
