import type { Node } from "libpg-query";
import type { Known } from "../known.ts";
import { isOn } from "../option-list.ts";
import { outsideAllowed } from "../rewrites/intended.ts";
import { alone } from "../rewrites/outside-transaction.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { tableChanges } from "../table-change.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "concurrent-in-transaction",
  level: "error",
  finds: "CONCURRENTLY, VACUUM and others inside a transaction",
  instead: "a migration that is not transactional",
  why: "PostgreSQL refuses these inside a transaction: everything CONCURRENTLY, VACUUM, and creating or dropping a database.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "squawk ban-concurrent-index-creation-in-transaction",
    "Atlas PG103",
  ],
  find(statement, known) {
    const what = statement.transaction && refusedInTransaction(statement, known);
    return what === undefined ? [] : [{ what, table: tableOf(statement), lock: null, statement }];
  },
  explain: ({ what, statement }) =>
    `${what} fails inside a transaction: "cannot run inside a transaction block". ${statement.transaction?.startedBy === "file" ? "The file opens the transaction with BEGIN." : "The runner puts the statements into one."}`,
  rewrite: (_found, statement) => alone([...outsideAllowed(statement), `${statement.text};`].join("\n")),
});

function refusedInTransaction(statement: Statement, known: Known): string | undefined {
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
  if ("CreateTableSpaceStmt" in node) return "CREATE TABLESPACE";
  if ("DropTableSpaceStmt" in node) return "DROP TABLESPACE";
  if ("ClusterStmt" in node)
    return node.ClusterStmt.relation === undefined ? "CLUSTER of all tables" : undefined;
  if ("DiscardStmt" in node) return node.DiscardStmt.target === "DISCARD_ALL" ? "DISCARD ALL" : undefined;
  if ("AlterEnumStmt" in node) {
    const isAdded = node.AlterEnumStmt.oldVal === undefined && known.serverVersion.major < 12;
    return isAdded ? "ALTER TYPE … ADD VALUE (before PostgreSQL 12)" : undefined;
  }
  const other = refusedSubscription(node) ?? refusedDatabase(node);
  if (other !== undefined) return other;
  const isDetaching = tableChanges(statement).some(
    ({ command }) => nodeOf(command.def, "PartitionCmd")?.concurrent === true,
  );
  return isDetaching ? "DETACH PARTITION CONCURRENTLY" : undefined;
}

/** A subscription makes, uses or drops a slot on the other server, which no transaction here could undo. */
function refusedSubscription(node: Node): string | undefined {
  const create = nodeOf(node, "CreateSubscriptionStmt");
  const isOff = (name: string) =>
    nodesOf(create?.options, "DefElem").some(({ defname }) => defname === name) &&
    !isOn(create?.options, name);
  if (create !== undefined)
    return isOff("create_slot") || isOff("connect") ? undefined : "CREATE SUBSCRIPTION";
  if ("DropSubscriptionStmt" in node) return "DROP SUBSCRIPTION of one with a slot";
  const alter = nodeOf(node, "AlterSubscriptionStmt");
  return alter?.kind === "ALTER_SUBSCRIPTION_REFRESH" ? "ALTER SUBSCRIPTION … REFRESH" : undefined;
}

function refusedDatabase(node: Node): string | undefined {
  const options = nodesOf(nodeOf(node, "AlterDatabaseStmt")?.options, "DefElem");
  return options.some(({ defname }) => defname === "tablespace")
    ? "ALTER DATABASE … SET TABLESPACE"
    : undefined;
}

function tableOf({ node }: Statement): string | null {
  if ("IndexStmt" in node) return shown(tableNameOf(node.IndexStmt.relation));
  return "AlterTableStmt" in node ? shown(tableNameOf(node.AlterTableStmt.relation)) : null;
}
