import { isLive } from "../known.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "truncate-cascade",
  level: "error",
  costs: [],
  finds: "TRUNCATE … CASCADE",
  instead: "the tables by name",
  why: "TRUNCATE … CASCADE empties every table that references the named ones, directly or indirectly.",
  sources: ["https://www.postgresql.org/docs/18/sql-truncate.html", "squawk ban-truncate-cascade"],
  find(statement, known) {
    const truncate = nodeOf(statement.node, "TruncateStmt");
    if (truncate?.behavior !== "DROP_CASCADE") return [];
    const names = nodesOf(truncate.relations, "RangeVar").map(tableNameOf);
    const first = names.find((name) => isLive(known, name));
    return first === undefined ? [] : [{ names, table: shown(first), lock: "ACCESS EXCLUSIVE" as const }];
  },
  explain: ({ table, lock }) =>
    `CASCADE also empties every table with a foreign key to ${table}, and those that point to them, with ${lock} on each. The statement does not say which they are.`,
  rewrite: ({ names }) =>
    `-- Name every table that should lose its rows:\n-- pitstop:allow truncate-table their rows can be recreated\ntruncate ${names.map(quotedTable).join(", ")};`,
});
