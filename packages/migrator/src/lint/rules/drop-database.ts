import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";

/** Everything is gone. Source: squawk ban-drop-database */
export default rule({
  id: "drop-database",
  level: "error",
  find(statement) {
    const drop = nodeOf(statement.node, "DropdbStmt");
    return drop === undefined ? [] : [{ database: drop.dbname ?? "", table: null, lock: null }];
  },
  explain: ({ database }) =>
    `Everything in the database ${database} is lost, and nothing brings it back but a backup.`,
  rewrite: ({ database }, statement) =>
    intended(
      "drop-database",
      `${database} is in nobody's use`,
      "Make a backup and restore it somewhere, to see that it is whole. Then, by hand and not in a migration:",
      statement,
    ),
});
