import type { AlterTableCmd, AlterTableStmt, ObjectType } from "libpg-query";
import { lockedByCascade } from "./cascade.ts";
import type { Known } from "./known.ts";
import { tableIn } from "./known.ts";
import type { Lock } from "./lock.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import {
  defaultPartitionOf,
  descendantsOf,
  referencedBy,
  referencing,
  typedTables,
  withDescendants,
} from "./table-family.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";
import { locked, type TakenLock } from "./taken-lock.ts";
import { columnKey, primaryKey } from "./used-objects.ts";

type Subtype = NonNullable<AlterTableCmd["subtype"]>;

// https://www.postgresql.org/docs/18/sql-altertable.html: ACCESS EXCLUSIVE unless explicitly noted.
const milder: Partial<Record<Subtype, Lock>> = {
  AT_ValidateConstraint: "SHARE UPDATE EXCLUSIVE",
  AT_SetStatistics: "SHARE UPDATE EXCLUSIVE",
  AT_SetOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ResetOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ClusterOn: "SHARE UPDATE EXCLUSIVE",
  AT_DropCluster: "SHARE UPDATE EXCLUSIVE",
  AT_AttachPartition: "SHARE UPDATE EXCLUSIVE",
  AT_DetachPartitionFinalize: "SHARE UPDATE EXCLUSIVE",
  AT_EnableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableAlwaysTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableReplicaTrig: "SHARE ROW EXCLUSIVE",
  AT_DisableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigUser: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigUser: "SHARE ROW EXCLUSIVE",
};

/**
 * The storage parameters that readers wait for: of tables, GIN, GiST and BRIN indexes. Those of a view all are.
 * src/backend/access/common/reloptions.c
 */
const exclusiveOptions = [
  "user_catalog_table",
  "fastupdate",
  "gin_pending_list_limit",
  "buffering",
  "pages_per_range",
  "autosummarize",
];

/** Done to the table alone, also where it has partitions: everything else is done to those too. */
const alone: readonly Subtype[] = [
  "AT_AddInherit",
  "AT_AddOf",
  "AT_AttachPartition",
  "AT_ChangeOwner",
  "AT_ClusterOn",
  "AT_DetachPartition",
  "AT_DetachPartitionFinalize",
  "AT_DisableRowSecurity",
  "AT_DropCluster",
  "AT_DropInherit",
  "AT_DropOf",
  "AT_EnableRowSecurity",
  "AT_ForceRowSecurity",
  "AT_NoForceRowSecurity",
  "AT_ReplicaIdentity",
  "AT_ResetRelOptions",
  "AT_SetRelOptions",
];

/** The locks of ALTER TABLE, and of ALTER of an index, a view or a sequence. */
export function locksOfChanges({ relation, cmds, objtype }: AlterTableStmt, known: Known): TakenLock[] {
  const name = tableNameOf(relation);
  if (objtype === "OBJECT_TYPE") return locked("ACCESS EXCLUSIVE", typedTables(known, shown(name)));
  return nodesOf(cmds, "AlterTableCmd").flatMap((command) => {
    const subtype = command.subtype ?? "AT_AddColumn";
    const own = ownLock(command, objtype);
    const isAlone = relation?.inh !== true || alone.includes(subtype);
    const tables = isAlone ? [name] : [name, ...descendantsOf(known, name)];
    return [...locked(own, tables), ...otherLocks(name, command, known)];
  });
}

function ownLock(command: AlterTableCmd, kind: ObjectType | undefined): Lock {
  const { subtype = "AT_AddColumn", def } = command;
  if (nodeOf(def, "Constraint")?.pktable !== undefined) return "SHARE ROW EXCLUSIVE";
  if (nodeOf(def, "PartitionCmd")?.concurrent === true) return "SHARE UPDATE EXCLUSIVE";
  if (subtype === "AT_SetRelOptions" || subtype === "AT_ResetRelOptions") {
    const options = nodesOf(nodeOf(def, "List")?.items, "DefElem");
    const isForReaders = options.some(({ defname = "" }) => exclusiveOptions.includes(defname));
    return isForReaders || kind === "OBJECT_VIEW" ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
  }
  return kind === "OBJECT_INDEX" && subtype === "AT_AttachPartition"
    ? "ACCESS EXCLUSIVE"
    : (milder[subtype] ?? "ACCESS EXCLUSIVE");
}

/** What a change locks besides the table itself. */
function otherLocks(name: TableName, command: AlterTableCmd, known: Known): TakenLock[] {
  const { subtype, def, name: part = "" } = command;
  const isCascade = command.behavior === "DROP_CASCADE";
  switch (subtype) {
    case "AT_AddColumn":
    case "AT_AddConstraint":
      return locked("SHARE ROW EXCLUSIVE", newlyReferenced(command, known));
    // The triggers on the other table go, or come back.
    case "AT_AlterConstraint": {
      const change = nodeOf(def, "ATAlterConstraint");
      const references = tableIn(known, name)?.constraints.get(change?.conname ?? "")?.references;
      return change?.alterEnforceability === true && references
        ? locked(change.is_enforced === true ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE", [references.table])
        : [];
    }
    case "AT_DropConstraint": {
      const references = tableIn(known, name)?.constraints.get(part)?.references;
      const referenced = references ? [references.table] : [];
      const isPrimary = tableIn(known, name)?.constraints.get(part)?.kind === "primary";
      return locked("ACCESS EXCLUSIVE", [
        ...referenced,
        ...(isCascade ? referencing(known, name) : []),
        ...(isCascade && isPrimary ? lockedByCascade([primaryKey(name)], known) : []),
      ]);
    }
    case "AT_DropColumn":
      return locked("ACCESS EXCLUSIVE", [
        ...referencedBy(known, name, part),
        ...(isCascade
          ? [
              ...referencing(known, name),
              ...lockedByCascade(
                withDescendants(known, name).map((table) => columnKey(table, part)),
                known,
              ),
            ]
          : []),
      ]);
    // The foreign keys are made again.
    case "AT_AlterColumnType":
      return locked("ACCESS EXCLUSIVE", [
        ...referencedBy(known, name, part),
        ...referencing(known, name, part),
      ]);
    case "AT_AddInherit":
      return locked("SHARE UPDATE EXCLUSIVE", [tableNameOf(nodeOf(def, "RangeVar"))]);
    case "AT_AttachPartition":
    case "AT_DetachPartition":
    case "AT_DetachPartitionFinalize": {
      const partition = tableNameOf(nodeOf(def, "PartitionCmd")?.name);
      return [
        ...locked("ACCESS EXCLUSIVE", [
          partition,
          ...descendantsOf(known, partition),
          ...defaultPartitionOf(known, name),
        ]),
        ...locked("SHARE ROW EXCLUSIVE", referencedBy(known, name)),
        ...locked(
          subtype === "AT_AttachPartition" ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE",
          referencing(known, name),
        ),
      ];
    }
    default:
      return [];
  }
}

/** The tables that foreign keys of an added column or constraint reference. */
function newlyReferenced({ def }: AlterTableCmd, known: Known): TableName[] {
  const constraint = nodeOf(def, "Constraint");
  const inline = nodesOf(nodeOf(def, "ColumnDef")?.constraints, "Constraint");
  return [...(constraint ? [constraint] : []), ...inline].flatMap(({ pktable }) =>
    pktable ? [tableNameOf(pktable), ...descendantsOf(known, tableNameOf(pktable))] : [],
  );
}
