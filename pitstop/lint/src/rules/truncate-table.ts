import { isLive } from "../known.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "truncate-table",
  level: "error",
  costs: [],
  finds: "TRUNCATE",
  instead: "make a backup, then allow it with a reason",
  why: "Every row is lost, and the table can't be read until the transaction ends. RESTART IDENTITY also reuses the old numbers.",
  sources: ["https://www.postgresql.org/docs/18/sql-truncate.html"],
  find(statement, known) {
    const truncate = nodeOf(statement.node, "TruncateStmt");
    // truncate-cascade judges the other form, which empties more.
    if (truncate === undefined || truncate.behavior === "DROP_CASCADE") return [];
    const tables = nodesOf(truncate.relations, "RangeVar")
      .map(tableNameOf)
      .filter((name) => isLive(known, name))
      .map(shown);
    const [table] = tables;
    return table === undefined ? [] : [{ tables, table, lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ tables, lock }) =>
    `All rows of ${tables.join(", ")} are lost, with ${lock} on each table until the transaction ends.`,
  rewrite: ({ tables }, statement) =>
    intended(
      "truncate-table",
      `the rows of ${tables.join(", ")} can be recreated`,
      "Make a backup first. Then:",
      statement,
    ),
});
