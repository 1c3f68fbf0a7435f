import { isLive } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { isOn } from "../option-list.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodesOf } from "../syntax-node.ts";
import { quotedTable, shown, type TableName, tableNameOf } from "../table-name.ts";

export default rule({
  id: "vacuum-full-or-cluster",
  level: "error",
  costs: ["rewrite"],
  finds: "VACUUM FULL, CLUSTER",
  instead: "pg_repack; REPACK … CONCURRENTLY from 19 on",
  why: "VACUUM FULL and CLUSTER rewrite the table while it can't be read.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-vacuum.html",
    "https://www.postgresql.org/docs/18/sql-cluster.html",
    "squawk prefer-repack",
  ],
  find: (statement, known) =>
    rewrittenTables(statement)
      .filter((name) => name === undefined || isLive(known, name))
      .map((name) => ({ name, table: name ? shown(name) : null, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, lock }) =>
    `The whole of ${table ?? "every table in the database"} is rewritten. ${heldToTheEnd(lock, table ?? "each of them")}`,
  rewrite: ({ name }) =>
    [
      `vacuum (analyze)${name ? ` ${quotedTable(name)}` : ""};`,
      "-- To give space back to the disk: pg_repack in a shell, or REPACK … CONCURRENTLY from PostgreSQL 19 on.",
    ].join("\n"),
});

/** The tables by name; undefined stands for all of the database. */
function rewrittenTables({ node }: Statement): (TableName | undefined)[] {
  if ("ClusterStmt" in node) return [node.ClusterStmt.relation && tableNameOf(node.ClusterStmt.relation)];
  if (!("VacuumStmt" in node) || !isOn(node.VacuumStmt.options, "full")) return [];
  const named = nodesOf(node.VacuumStmt.rels, "VacuumRelation").map(({ relation }) => tableNameOf(relation));
  return named.length === 0 ? [undefined] : named;
}
