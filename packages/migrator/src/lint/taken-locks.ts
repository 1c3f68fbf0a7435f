import type { AlterTableCmd } from "libpg-query";
import { isLive, type Known, tableOfIndex } from "./known.ts";
import { type Lock, locks } from "./lock.ts";
import { isOn } from "./option-list.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { tableChanges } from "./table-change.ts";
import { tableDefinition } from "./table-definition.ts";
import { type TableName, tableNameFrom, tableNameOf } from "./table-name.ts";

export interface TakenLock {
  readonly table: TableName;
  readonly lock: Lock;
}

// https://www.postgresql.org/docs/18/sql-altertable.html: ACCESS EXCLUSIVE unless explicitly noted.
const milder: Partial<Record<NonNullable<AlterTableCmd["subtype"]>, Lock>> = {
  AT_ValidateConstraint: "SHARE UPDATE EXCLUSIVE",
  AT_SetStatistics: "SHARE UPDATE EXCLUSIVE",
  AT_SetOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ResetOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ClusterOn: "SHARE UPDATE EXCLUSIVE",
  AT_DropCluster: "SHARE UPDATE EXCLUSIVE",
  AT_SetRelOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ResetRelOptions: "SHARE UPDATE EXCLUSIVE",
  AT_AttachPartition: "SHARE UPDATE EXCLUSIVE",
  AT_EnableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableAlwaysTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableReplicaTrig: "SHARE ROW EXCLUSIVE",
  AT_DisableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigUser: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigUser: "SHARE ROW EXCLUSIVE",
};

/** The locks that a statement takes on tables that existed before the file, as far as its text says. */
export function takenLocks(statement: Statement, known: Known): TakenLock[] {
  return lockedTables(statement, known).filter(({ table }) => table.name !== "" && isLive(known, table));
}

function lockedTables(statement: Statement, known: Known): TakenLock[] {
  const { node } = statement;
  const one = (table: TableName, lock: Lock): TakenLock[] => [{ table, lock }];
  if ("AlterTableStmt" in node) return tableChanges(statement).flatMap(locksOfChange);
  if ("CreateStmt" in node) {
    return tableDefinition(node.CreateStmt).constraints.flatMap(({ references }) =>
      references === undefined ? [] : one(references.table, "SHARE ROW EXCLUSIVE"),
    );
  }
  if ("IndexStmt" in node) {
    const lock = node.IndexStmt.concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
    return one(tableNameOf(node.IndexStmt.relation), lock);
  }
  if ("DropStmt" in node) {
    const names = nodesOf(node.DropStmt.objects, "List").map((list) => words(list.items));
    if (node.DropStmt.removeType === "OBJECT_TABLE") {
      return names.flatMap((name) => one(tableNameFrom(name), "ACCESS EXCLUSIVE"));
    }
    if (node.DropStmt.removeType === "OBJECT_INDEX" && node.DropStmt.concurrent !== true) {
      return names.flatMap((name) => {
        const table = tableOfIndex(known, name.at(-1) ?? "");
        return table === undefined ? [] : one(table.name, "ACCESS EXCLUSIVE");
      });
    }
    // A trigger, rule or policy is named by its table and its own name.
    const isOnTable = ["OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"].includes(
      node.DropStmt.removeType ?? "",
    );
    return isOnTable
      ? names.flatMap((name) => one(tableNameFrom(name.slice(0, -1)), "ACCESS EXCLUSIVE"))
      : [];
  }
  if ("RenameStmt" in node) {
    const isTable = ["OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT"].includes(
      node.RenameStmt.renameType ?? "",
    );
    return isTable ? one(tableNameOf(node.RenameStmt.relation), "ACCESS EXCLUSIVE") : [];
  }
  if ("TruncateStmt" in node) {
    return nodesOf(node.TruncateStmt.relations, "RangeVar").flatMap((relation) =>
      one(tableNameOf(relation), "ACCESS EXCLUSIVE"),
    );
  }
  if ("CreateTrigStmt" in node) return one(tableNameOf(node.CreateTrigStmt.relation), "SHARE ROW EXCLUSIVE");
  if ("ClusterStmt" in node) return one(tableNameOf(node.ClusterStmt.relation), "ACCESS EXCLUSIVE");
  if ("VacuumStmt" in node && isOn(node.VacuumStmt.options, "full")) {
    return nodesOf(node.VacuumStmt.rels, "VacuumRelation").flatMap(({ relation }) =>
      one(tableNameOf(relation), "ACCESS EXCLUSIVE"),
    );
  }
  if ("LockStmt" in node) {
    // The grammar counts the modes from 1, in the order of the documentation.
    const lock = locks[(node.LockStmt.mode ?? 8) - 1] ?? "ACCESS EXCLUSIVE";
    return nodesOf(node.LockStmt.relations, "RangeVar").flatMap((relation) =>
      one(tableNameOf(relation), lock),
    );
  }
  return [];
}

function locksOfChange({ name, command }: ReturnType<typeof tableChanges>[number]): TakenLock[] {
  const parent = nodeOf(command.def, "Constraint")?.pktable;
  const inlineParents = nodesOf(nodeOf(command.def, "ColumnDef")?.constraints, "Constraint").flatMap(
    ({ pktable }) => pktable ?? [],
  );
  const partition = nodeOf(command.def, "PartitionCmd");
  const own: Lock =
    parent !== undefined
      ? "SHARE ROW EXCLUSIVE"
      : partition?.concurrent === true
        ? "SHARE UPDATE EXCLUSIVE"
        : (milder[command.subtype ?? "AT_AddColumn"] ?? "ACCESS EXCLUSIVE");
  const parents = [...(parent === undefined ? [] : [parent]), ...inlineParents];
  return [
    { table: name, lock: own },
    ...parents.map((relation) => ({ table: tableNameOf(relation), lock: "SHARE ROW EXCLUSIVE" as const })),
  ];
}
