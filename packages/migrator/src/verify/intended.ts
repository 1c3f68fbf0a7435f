import { loadModule, type Node, parseSync, type RangeVar } from "libpg-query";
import type { FingerprintDifference } from "../fingerprint/index.ts";
import { nodesOf, words } from "../lint/syntax-node.ts";
import { shown, type TableName, tableNameFrom, tableNameOf } from "../lint/table-name.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import type { Step } from "../migration/step.ts";

// The parser is WebAssembly: it loads once, here, so that reading a statement is synchronous.
await loadModule();

/** A change of data that a migration states itself: what differs there is no loss. */
interface IntendedChange {
  readonly table: string;
  readonly kind: FingerprintDifference["kind"];
  /** One column; every one where undefined. */
  readonly column?: string;
}

/**
 * Parts the differences after migrations into those that their own statements ask for (a table that is dropped or moved, rows inserted
 * or deleted, a column that is updated) and those that nobody asked for.
 */
export function partByIntent(
  differences: readonly FingerprintDifference[],
  migrations: readonly ReadMigration[],
): { intended: FingerprintDifference[]; unasked: FingerprintDifference[] } {
  const intents = migrations.flatMap(({ steps }) => steps.flatMap(intentsOfStep));
  const isIntended = (difference: FingerprintDifference) =>
    intents.some(
      ({ table, kind, column }) =>
        table === shown({ schema: difference.schema, name: difference.table }) &&
        kind === difference.kind &&
        (column === undefined || column === difference.column),
    );
  return {
    intended: differences.filter(isIntended),
    unasked: differences.filter((difference) => !isIntended(difference)),
  };
}

function intentsOfStep(step: Step): IntendedChange[] {
  return statementsOf(
    step.kind === "sql" ? step.sql : `update ${step.backfill.table} set ${step.backfill.set}`,
  ).flatMap(intentsOfStatement);
}

/** SQL that this grammar does not know asks for nothing that we could tell. */
function statementsOf(sql: string): Node[] {
  try {
    return (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
  } catch {
    return [];
  }
}

function intentsOfStatement(node: Node): IntendedChange[] {
  if ("UpdateStmt" in node) {
    const table = shown(tableNameOf(node.UpdateStmt.relation));
    return nodesOf(node.UpdateStmt.targetList, "ResTarget").map(({ name }) => ({
      table,
      kind: "column",
      column: name ?? "",
    }));
  }
  if ("InsertStmt" in node) return rowsOf(tableNameOf(node.InsertStmt.relation));
  if ("DeleteStmt" in node) return rowsOf(tableNameOf(node.DeleteStmt.relation));
  if ("TruncateStmt" in node) {
    return nodesOf(node.TruncateStmt.relations, "RangeVar").flatMap((relation) =>
      rowsOf(tableNameOf(relation)),
    );
  }
  if ("DropStmt" in node && node.DropStmt.removeType === "OBJECT_TABLE") {
    return nodesOf(node.DropStmt.objects, "List").map(({ items }) => ({
      table: shown(tableNameFrom(words(items))),
      kind: "table gone",
    }));
  }
  if ("AlterObjectSchemaStmt" in node && node.AlterObjectSchemaStmt.objectType === "OBJECT_TABLE") {
    return movedAway(node.AlterObjectSchemaStmt.relation);
  }
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TABLE") {
    return movedAway(node.RenameStmt.relation);
  }
  return [];
}

/** A table that goes by another name or stands in another schema keeps its rows: no statement of these writes one. */
const movedAway = (relation: RangeVar | undefined): IntendedChange[] => [
  { table: shown(tableNameOf(relation)), kind: "table gone" },
];

const rowsOf = (table: TableName): IntendedChange[] => [
  { table: shown(table), kind: "rows" },
  { table: shown(table), kind: "column" },
];
