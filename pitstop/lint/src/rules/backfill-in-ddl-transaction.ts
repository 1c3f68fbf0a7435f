import { executedBy } from "../executed.ts";
import { reachOf } from "../key-range.ts";
import { isLive, type Known, keyColumns } from "../known.ts";
import { blocksRows, waiting } from "../lock.ts";
import { rowChanges } from "../row-change.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { descendants, type NodeOf, nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "backfill-in-ddl-transaction",
  level: "error",
  costs: ["scan"],
  finds: "rows changed or copied in the transaction that changes the schema",
  instead: "a migration of its own, in batches",
  why: "Changing rows in the transaction of an ALTER TABLE holds its lock until the last row is changed.",
  sources: ["strong_migrations (backfilling data)", "https://github.com/sbdchd/squawk/issues/115"],
  find(statement, known) {
    if (statement.transaction === undefined) return [];
    const held = [...known.held.locks].find(([, { lock }]) => blocksRows(lock));
    const copied = copiedTables(statement, known);
    if (held !== undefined && (copied.length > 0 || changesMany(statement, known))) {
      const [table, { lock }] = held;
      return [{ table, lock, isCopied: false }];
    }
    const [source] = copied.filter(({ isWhole }) => isWhole);
    if (source === undefined || executedBy(statement.node).inserts.length === 0) return [];
    return isBehindDefinition(statement, known)
      ? [{ table: source.table, lock: "ACCESS SHARE" as const, isCopied: true }]
      : [];
  },
  explain: ({ table, lock, isCopied }) =>
    isCopied
      ? `The transaction stays open until the last row of ${table} is copied: vacuum cannot clean up meanwhile, what is written to ${table} during the copy is missing in it, and a failure undoes everything.`
      : `${lock} on ${table}, taken earlier in this transaction, is held until the last row is changed: ${waiting(lock, table)}.`,
  rewrite: (_found, statement, { advice }) =>
    `${advice.batches}\n-- ${statement.text.replaceAll("\n", "\n-- ")};`,
});

function changesMany(statement: Statement, known: Known): boolean {
  return rowChanges(statement, known).some(({ reach }) => reach !== "named rows");
}

/** The tables that were there, and whose rows INSERT … SELECT, CREATE TABLE … AS or SELECT … INTO copies. */
function copiedTables({ node }: Statement, known: Known): { table: string; isWhole: boolean }[] {
  const made = nodeOf(nodeOf(node, "CreateTableAsStmt")?.query ?? node, "SelectStmt");
  const isMade = made?.intoClause !== undefined || "CreateTableAsStmt" in node;
  const { inserts } = executedBy(node);
  // WITH names queries, also around the INSERT.
  const ctes = descendants(node, "CommonTableExpr").flatMap(({ ctename }) => ctename ?? []);
  return [
    ...inserts.map(({ selectStmt }) => nodeOf(selectStmt, "SelectStmt")),
    ...(isMade ? [made] : []),
  ].flatMap((select) => tablesReadBy(select, ctes, known));
}

function tablesReadBy(
  select: NodeOf<"SelectStmt"> | undefined,
  ctes: readonly string[],
  known: Known,
): { table: string; isWhole: boolean }[] {
  return descendants(select?.fromClause, "RangeVar")
    .map(tableNameOf)
    .filter(({ schema, name }) => !ctes.includes(name) && !systemSchemas.includes(schema ?? ""))
    .filter((name) => isLive(known, name))
    .map((name) => {
      const reach = reachOf(select?.whereClause, keyColumns(known, name), new Set());
      return { table: shown(name), isWhole: reach === "any row" && select?.limitCount === undefined };
    });
}

const systemSchemas = ["pg_catalog", "information_schema"];

/** Whether the transaction has changed the schema before. */
function isBehindDefinition({ index, transaction }: Statement, known: Known): boolean {
  return known.statements.slice(0, index).some((earlier) => {
    const isDefinition = /^(Create|Alter|Drop|Index|Rename|Define|Composite|View)\w*Stmt$/.test(
      Object.keys(earlier.node)[0] ?? "",
    );
    return earlier.transaction === transaction && isDefinition;
  });
}
