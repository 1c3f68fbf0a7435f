import { isLive, type Known, tableOfIndex } from "../known.ts";
import { waiting } from "../lock.ts";
import { objectName } from "../object-name.ts";
import { evenInRehearsal } from "../outside-database.ts";
import { isPartitioned } from "../partitions.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "set-tablespace",
  level: "error",
  costs: ["rewrite"],
  finds: "SET TABLESPACE on a table, index, materialized view or database: copies its files",
  instead: "a new table or index there, and a switch",
  why: "The files are copied from one disk to the other while the table can't be read.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE",
    "https://www.postgresql.org/docs/18/sql-alterindex.html",
    "https://www.postgresql.org/docs/18/sql-alterdatabase.html",
  ],
  find: (statement, known) =>
    moved(statement, known).map((what) => ({ what, table: what, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ what, lock }) =>
    `All of ${what} is copied to the other tablespace, with ${lock} until it ends: ${waiting(lock, what)}.${what.startsWith("the database ") ? ` ${evenInRehearsal}` : ""}`,
  rewrite: ({ what }, statement) =>
    intended(
      "set-tablespace",
      `${what} is not in use`,
      `For an index: reindex (concurrently, tablespace …) does it without blocking. For a table: create a new one there and fill it in batches. If it is not in use:`,
      statement,
    ),
});

function moved({ node }: Statement, known: Known): string[] {
  if ("AlterTableMoveAllStmt" in node)
    return [`everything in tablespace ${node.AlterTableMoveAllStmt.orig_tablespacename ?? ""}`];
  const database = nodeOf(node, "AlterDatabaseStmt");
  if (nodesOf(database?.options, "DefElem").some(({ defname }) => defname === "tablespace"))
    return [`the database ${database?.dbname ?? ""}`];
  const alter = nodeOf(node, "AlterTableStmt");
  const isMoved = nodesOf(alter?.cmds, "AlterTableCmd").some(({ subtype }) => subtype === "AT_SetTableSpace");
  const name = tableNameOf(alter?.relation);
  const isOld =
    isLive(known, name) &&
    // It has no files of its own; only partitions that are made later go there.
    !isPartitioned(known, name) &&
    tableOfIndex(known, name.name)?.indexes.get(name.name)?.isNew !== true &&
    !known.newObjects.has(objectName("OBJECT_MATVIEW", [shown(name)]).key);
  return isMoved && isOld ? [shown(name)] : [];
}
