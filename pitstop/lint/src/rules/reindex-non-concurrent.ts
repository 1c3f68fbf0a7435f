import { isLive, tableOfIndex } from "../known.ts";
import { waiting } from "../lock.ts";
import { isOn } from "../option-list.ts";
import { quoted } from "../quote.ts";
import { alone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { quotedTable, shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "reindex-non-concurrent",
  level: "error",
  costs: ["rewrite"],
  finds: "REINDEX, and REINDEX SYSTEM CONCURRENTLY, which fails",
  instead: "`CONCURRENTLY`",
  why: "REINDEX blocks writes to the table, and reads that would use the index, until the build ends.",
  sources: ["https://www.postgresql.org/docs/18/sql-reindex.html", "squawk require-concurrent-reindex"],
  find(statement, known) {
    const reindex = nodeOf(statement.node, "ReindexStmt");
    const isConcurrent = isOn(reindex?.params, "concurrently");
    // The catalogs have no concurrent form: PostgreSQL refuses it.
    const isRefused = isConcurrent && reindex?.kind === "REINDEX_OBJECT_SYSTEM";
    if (reindex === undefined || (isConcurrent && !isRefused)) return [];
    const kind = (reindex.kind ?? "").replace("REINDEX_OBJECT_", "").toLowerCase();
    const name = tableNameOf(reindex.relation);
    const ofIndex = kind === "index" ? tableOfIndex(known, name.name) : undefined;
    const table = kind === "table" ? name : ofIndex?.name;
    if (table !== undefined && !isLive(known, table)) return [];
    const target = reindex.relation === undefined ? quoted(reindex.name ?? "") : quotedTable(name);
    const found = { kind, target, isRefused };
    return [{ ...found, table: table === undefined ? null : shown(table), lock: "SHARE" as const }];
  },
  explain: ({ table, kind, target, lock, isRefused }) =>
    isRefused
      ? 'REINDEX SYSTEM CONCURRENTLY fails: "cannot reindex system catalogs concurrently".'
      : `REINDEX ${kind} ${target} takes ${lock} on each table and ACCESS EXCLUSIVE on each index until it is built: ${waiting(lock, table ?? "the table")}, and reads that plan with the index wait too.`,
  // The catalogs of REINDEX SYSTEM have no concurrent form; those of the database around them do.
  rewrite: ({ kind, target }, _statement, known) =>
    alone(`reindex ${kind === "system" ? "database" : kind} concurrently ${target};`, known),
});
