import { evenInRehearsal } from "../outside-database.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "drop-database",
  level: "error",
  finds: "DROP DATABASE",
  instead: "a backup, and by hand",
  why: "Everything in the database is lost.",
  sources: ["https://www.postgresql.org/docs/18/sql-dropdatabase.html", "squawk ban-drop-database"],
  find(statement) {
    const drop = nodeOf(statement.node, "DropdbStmt");
    return drop === undefined ? [] : [{ database: drop.dbname ?? "", table: null, lock: null }];
  },
  explain: ({ database }) =>
    `Everything in the database ${database} is lost, and nothing brings it back but a backup. ${evenInRehearsal}`,
  rewrite: ({ database }, statement) =>
    intended(
      "drop-database",
      `${database} is not in use`,
      "Make a backup and restore it somewhere, to see that it is whole. Then, by hand and not in a migration:",
      statement,
    ),
});
