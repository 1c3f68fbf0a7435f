import type { Node, ReindexStmt } from "libpg-query";
import { type Known, tableOfIndex } from "../known.ts";
import { isOn } from "../option-list.ts";
import { isPartitioned } from "../partitions.ts";
import { outsideAllowed } from "../rewrites/intended.ts";
import { alone, indexAlone } from "../rewrites/outside-transaction.ts";
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
  explain: ({ what, statement }, { advice }) =>
    `${what} fails inside a transaction: "cannot run inside a transaction block". ${statement.transaction?.startedBy === "file" ? "The file opens the transaction with BEGIN." : advice.wraps}`,
  rewrite(_found, statement, known) {
    const text = [...allowedBeside(statement), `${concurrently(statement)};`].join("\n");
    const isIndex = "IndexStmt" in statement.node || "DropStmt" in statement.node;
    return isIndex ? indexAlone(text, known) : alone(text, known);
  },
});

/** Outside a transaction, REINDEX need not block. */
const concurrently = ({ text }: Statement): string =>
  text.replace(/^(reindex\s+(?:\([^)]*\)\s*)?(?:table|index))\s+(?!concurrently)/i, "$1 concurrently ");

const allowedBeside = (statement: Statement): string[] =>
  "ClusterStmt" in statement.node
    ? ["-- pitstop:allow vacuum-full-or-cluster no code uses the table"]
    : outsideAllowed(statement);

function refusedInTransaction(statement: Statement, known: Known): string | undefined {
  const { node } = statement;
  if ("IndexStmt" in node) return node.IndexStmt.concurrent ? "CREATE INDEX CONCURRENTLY" : undefined;
  if ("DropStmt" in node) return node.DropStmt.concurrent ? "DROP INDEX CONCURRENTLY" : undefined;
  if ("ReindexStmt" in node) {
    const isWide = !["REINDEX_OBJECT_INDEX", "REINDEX_OBJECT_TABLE"].includes(node.ReindexStmt.kind ?? "");
    if (isOn(node.ReindexStmt.params, "concurrently")) return "REINDEX CONCURRENTLY";
    if (isWide) return "REINDEX of more than a table";
    return isOfPartitions(node.ReindexStmt, known) ? "REINDEX of a partitioned table or index" : undefined;
  }
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd ? "VACUUM" : undefined;
  if ("CreatedbStmt" in node) return "CREATE DATABASE";
  if ("DropdbStmt" in node) return "DROP DATABASE";
  if ("AlterSystemStmt" in node) return "ALTER SYSTEM";
  if ("CreateTableSpaceStmt" in node) return "CREATE TABLESPACE";
  if ("DropTableSpaceStmt" in node) return "DROP TABLESPACE";
  if ("ClusterStmt" in node) {
    const { relation } = node.ClusterStmt;
    if (relation === undefined) return "CLUSTER of all tables";
    return isPartitioned(known, tableNameOf(relation)) ? "CLUSTER of a partitioned table" : undefined;
  }
  const kind = nodeOf(node, "TransactionStmt")?.kind;
  if (kind === "TRANS_STMT_COMMIT_PREPARED") return "COMMIT PREPARED";
  if (kind === "TRANS_STMT_ROLLBACK_PREPARED") return "ROLLBACK PREPARED";
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
  const option = (name: string) => nodesOf(alter?.options, "DefElem").some(({ defname }) => defname === name);
  switch (alter?.kind) {
    case "ALTER_SUBSCRIPTION_REFRESH":
      return "ALTER SUBSCRIPTION … REFRESH";
    // They fetch what is published unless told otherwise.
    case "ALTER_SUBSCRIPTION_SET_PUBLICATION":
    case "ALTER_SUBSCRIPTION_ADD_PUBLICATION":
    case "ALTER_SUBSCRIPTION_DROP_PUBLICATION":
      return option("refresh") && !isOn(alter.options, "refresh")
        ? undefined
        : "ALTER SUBSCRIPTION … PUBLICATION with its refresh";
    case "ALTER_SUBSCRIPTION_OPTIONS":
      return option("failover") || option("two_phase")
        ? "ALTER SUBSCRIPTION … SET (failover or two_phase)"
        : undefined;
    default:
      return undefined;
  }
}

/** Each partition is done in a transaction of its own. */
function isOfPartitions({ kind, relation }: ReindexStmt, known: Known): boolean {
  const name = tableNameOf(relation);
  const table = kind === "REINDEX_OBJECT_INDEX" ? tableOfIndex(known, name.name)?.name : name;
  return table !== undefined && isPartitioned(known, table);
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
