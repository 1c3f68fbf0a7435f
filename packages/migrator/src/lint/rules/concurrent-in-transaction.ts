import { isOn } from "../option-list.ts";
import { alone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { tableChanges } from "../table-change.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "concurrent-in-transaction",
  level: "error",
  finds: "CONCURRENTLY, VACUUM and others inside a transaction",
  instead: "a migration that is not transactional",
  why: "What PostgreSQL refuses inside a transaction: everything CONCURRENTLY, VACUUM, and what makes or drops a database.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "squawk ban-concurrent-index-creation-in-transaction",
    "Atlas PG103",
  ],
  find(statement) {
    const what = statement.transaction && refusedInTransaction(statement);
    return what === undefined ? [] : [{ what, table: tableOf(statement), lock: null, statement }];
  },
  explain: ({ what, statement }) =>
    `${what} fails inside a transaction: "cannot run inside a transaction block". ${statement.transaction?.startedBy === "file" ? "The file opens the transaction with BEGIN." : "The runner puts the statements into one."}`,
  rewrite: (_found, statement) => alone(`${statement.text};`),
});

function refusedInTransaction(statement: Statement): string | undefined {
  const { node } = statement;
  if ("IndexStmt" in node) return node.IndexStmt.concurrent ? "CREATE INDEX CONCURRENTLY" : undefined;
  if ("DropStmt" in node) return node.DropStmt.concurrent ? "DROP INDEX CONCURRENTLY" : undefined;
  if ("ReindexStmt" in node) {
    const isWide = !["REINDEX_OBJECT_INDEX", "REINDEX_OBJECT_TABLE"].includes(node.ReindexStmt.kind ?? "");
    if (isOn(node.ReindexStmt.params, "concurrently")) return "REINDEX CONCURRENTLY";
    return isWide ? "REINDEX of more than a table" : undefined;
  }
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd ? "VACUUM" : undefined;
  if ("CreatedbStmt" in node) return "CREATE DATABASE";
  if ("DropdbStmt" in node) return "DROP DATABASE";
  if ("AlterSystemStmt" in node) return "ALTER SYSTEM";
  const isDetaching = tableChanges(statement).some(
    ({ command }) => nodeOf(command.def, "PartitionCmd")?.concurrent === true,
  );
  return isDetaching ? "DETACH PARTITION CONCURRENTLY" : undefined;
}

function tableOf({ node }: Statement): string | null {
  if ("IndexStmt" in node) return shown(tableNameOf(node.IndexStmt.relation));
  return "AlterTableStmt" in node ? shown(tableNameOf(node.AlterTableStmt.relation)) : null;
}
