import type { CopyStmt, Node } from "libpg-query";
import { isLive, type Known } from "../known.ts";
import { isOn } from "../option-list.ts";
import { isPartitioned } from "../partitions.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "always-refused",
  level: "error",
  finds: "what PostgreSQL refuses wherever it runs, such as REFRESH CONCURRENTLY … WITH NO DATA",
  instead: "the form that PostgreSQL accepts",
  why: "The parser accepts the statement, and the server refuses it: the migration fails.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-refreshmaterializedview.html",
    "https://www.postgresql.org/docs/18/sql-vacuum.html",
    "https://www.postgresql.org/docs/18/sql-truncate.html",
    "https://www.postgresql.org/docs/18/sql-copy.html",
    "https://www.postgresql.org/docs/18/sql-savepoint.html",
  ],
  find(statement, known) {
    const refused = refusedBy(statement, known);
    return refused === undefined ? [] : [{ ...refused, table: null, lock: null }];
  },
  explain: ({ what, because }) => `${what} always fails: ${because}.`,
  rewrite: ({ instead }) => `-- ${instead}`,
});

interface Refused {
  readonly what: string;
  readonly because: string;
  readonly instead: string;
}

function refusedBy(statement: Statement, known: Known): Refused | undefined {
  const { node } = statement;
  const copy = nodeOf(node, "CopyStmt");
  return (
    refusedOptions(node) ??
    refusedForTable(node, known) ??
    (copy && refusedCopy(copy, statement, known)) ??
    (statement.transaction === undefined ? refusedOutside(node) : undefined)
  );
}

function refusedOptions(node: Node): Refused | undefined {
  const refresh = nodeOf(node, "RefreshMatViewStmt");
  if (refresh?.concurrent === true && refresh.skipData === true)
    return {
      what: "REFRESH MATERIALIZED VIEW CONCURRENTLY … WITH NO DATA",
      because: "CONCURRENTLY compares the rows, and WITH NO DATA has none",
      instead: "Drop one of the two: CONCURRENTLY keeps readers going, WITH NO DATA empties the view.",
    };
  const vacuum = nodeOf(node, "VacuumStmt");
  if (
    isOn(vacuum?.options, "full") &&
    ["disable_page_skipping", "parallel"].some((name) => isOn(vacuum?.options, name))
  )
    return {
      what: "VACUUM FULL with DISABLE_PAGE_SKIPPING or PARALLEL",
      because: "FULL writes a new file, by one process",
      instead: "Drop the other option, or drop FULL.",
    };
  const create = nodeOf(node, "CreateStmt") ?? nodeOf(node, "CreateTableAsStmt")?.into;
  if (isOn(create?.options, "oids"))
    return {
      what: "CREATE TABLE … WITH (OIDS)",
      because: "no table has OIDs since PostgreSQL 12",
      instead: "Drop WITH (OIDS), and add a key of your own.",
    };
  return undefined;
}

function refusedForTable(node: Node, known: Known): Refused | undefined {
  const only = nodesOf(nodeOf(node, "TruncateStmt")?.relations, "RangeVar").find(
    (relation) => relation.inh !== true && isPartitioned(known, tableNameOf(relation)),
  );
  if (only)
    return {
      what: `TRUNCATE ONLY ${shown(tableNameOf(only))}`,
      because: "the table is partitioned, and has no rows but those of its partitions",
      instead: "Truncate the partitions by name.",
    };
  const create = nodeOf(node, "CreateStmt");
  if (create?.relation?.relpersistence === "u" && create.partspec && known.serverVersion.major >= 18)
    return {
      what: "CREATE UNLOGGED TABLE … PARTITION BY (since PostgreSQL 18)",
      because: "only the partitions have rows",
      instead: "Drop UNLOGGED here, and create the partitions unlogged.",
    };
  const alter = nodeOf(node, "AlterTableStmt");
  const isAboutLog = nodesOf(alter?.cmds, "AlterTableCmd").some(
    ({ subtype }) => subtype === "AT_SetLogged" || subtype === "AT_SetUnLogged",
  );
  if (isAboutLog && isPartitioned(known, tableNameOf(alter?.relation)) && known.serverVersion.major >= 18)
    return {
      what: "SET LOGGED or SET UNLOGGED of a partitioned table (since PostgreSQL 18)",
      because: "only the partitions have rows",
      instead: "Set it for each partition by name.",
    };
  return undefined;
}

function refusedCopy(copy: CopyStmt, { transaction }: Statement, known: Known): Refused | undefined {
  if (copy.is_from !== true || copy.relation === undefined) return undefined;
  if (copy.filename === undefined)
    return {
      what: "COPY … FROM STDIN in a migration",
      because: "no client sends rows behind the statement",
      instead: "Write the rows as INSERT … VALUES, or load them with a script of its own.",
    };
  const isFrozen = isOn(copy.options, "freeze");
  if (isFrozen && (transaction === undefined || isLive(known, tableNameOf(copy.relation))))
    return {
      what: "COPY … WITH (FREEZE)",
      because: "the table must have been created or truncated in the same transaction",
      instead: "Drop FREEZE.",
    };
  return undefined;
}

function refusedOutside(node: Node): Refused | undefined {
  const kind = nodeOf(node, "TransactionStmt")?.kind ?? "";
  if (["TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO"].includes(kind))
    return {
      what: "A savepoint outside a transaction",
      because: "there is nothing to go back to",
      instead: "Drop it, or run it inside a transaction.",
    };
  const cursor = nodeOf(node, "DeclareCursorStmt");
  // CURSOR_OPT_HOLD of src/include/nodes/parsenodes.h
  if (cursor !== undefined && ((cursor.options ?? 0) & 0x20) === 0)
    return {
      what: "DECLARE without WITH HOLD outside a transaction",
      because: "the cursor would end with its own statement",
      instead: "Add WITH HOLD, or run it inside a transaction.",
    };
  return undefined;
}
