import { nodeOf, nodesOf } from "@pitstop/lint/sql";
import type { AlterTableCmd, AlterTableStmt, AlterTableType } from "libpg-query";
import type { ObjectKind } from "../snapshot/index.ts";
import type { Stated } from "./claim.ts";
import { kindsOfType } from "./object-kinds.ts";
import { relationName } from "./object-name.ts";

/** What ALTER TABLE, and ALTER of an index, a view, a sequence or a composite type, says. */
export function statedByAlterTable({ objtype = "OBJECT_TABLE", relation, cmds }: AlterTableStmt): Stated[] {
  const name = relationName(relation);
  const kinds = kindsOfType[objtype];
  return nodesOf(cmds, "AlterTableCmd").flatMap((command) => {
    const { subtype } = command;
    // A subcommand that this grammar does not know says nothing: what it does is stopped.
    const stated = subtype === undefined ? undefined : commands[subtype];
    return stated === undefined ? [] : stated({ name, kinds, command });
  });
}

interface Command {
  readonly name: readonly string[];
  readonly kinds: readonly ObjectKind[];
  readonly command: AlterTableCmd;
}

type Says = (command: Command) => Stated[];

const nothing: Says = () => [];
const itself: Says = ({ name, kinds }) => [{ act: "change", kinds, name }];

const part =
  (kinds: readonly ObjectKind[], act: Stated["act"] = "change"): Says =>
  ({ name, command }) => [{ act, kinds, name: [...name, command.name ?? ""] }];

const column = part(["column", "attribute"]);
const constraint = part(["constraint"]);
/** Its name is in what the grammar takes for a definition. */
const alteredConstraint: Says = ({ name, command }) => [
  {
    act: "change",
    kinds: ["constraint"],
    name: [...name, nodeOf(command.def, "ATAlterConstraint")?.conname ?? ""],
  },
];

const trigger = part(["trigger"]);
const rule = part(["rule"]);

const dropped: Says = ({ name, command }) => [
  {
    act: "drop",
    kinds: ["column", "attribute"],
    name: [...name, command.name ?? ""],
    permittedBy: ["drop-column", "drop-attribute"],
  },
];

const retyped: Says = (said) => [
  ...column(said),
  ...part(["column", "attribute"], "retype")(said),
  // The values are what the expression says, or what the new type makes of them.
  ...part(
    ["column"],
    "values",
  )(said).map((values) => ({
    ...values,
    isOnly: false,
    permittedBy: ["change-column-type"],
  })),
];

const everyTrigger: Says = ({ name }) => [
  {
    act: "change",
    kinds: ["trigger", "constraint"],
    name: [...name, "*"],
    isAll: true,
    properties: ["enabled", "triggers"],
  },
];

const partitionOf = ({ command }: Command) => relationName(nodeOf(command.def, "PartitionCmd")?.name);

/** Both tables are named; the triggers that a partition has from its parent go with the bond. */
const detached: Says = (said) => {
  const child = partitionOf(said);
  return [
    ...itself(said),
    { act: "change", kinds: said.kinds, name: child },
    { act: "drop", kinds: ["trigger"], name: [...child, "*"], isAll: true },
    // Its rows are no rows of the table any more.
    { act: "detach", kinds: ["table"], name: child, permittedBy: ["detach-partition-non-concurrent"] },
  ];
};

const attached: Says = (said) => [
  ...itself(said),
  { act: "change", kinds: said.kinds, name: partitionOf(said) },
  { act: "attach", kinds: ["table"], name: partitionOf(said) },
];

/** The index takes the name of the constraint. */
const constraintByIndex: Says = ({ name, command }) => {
  const index = nodeOf(command.def, "IndexStmt")?.idxname;
  return index === undefined
    ? []
    : [{ act: "change", kinds: ["index"], name: [...name.slice(0, -1), index] }];
};

const commands: Readonly<Record<AlterTableType, Says>> = {
  AT_AddColumn: nothing,
  AT_AddColumnToView: nothing,
  AT_ColumnDefault: column,
  AT_CookedColumnDefault: column,
  AT_DropNotNull: column,
  AT_SetNotNull: column,
  AT_SetExpression: (said) => [
    ...column(said),
    ...part(["column"], "values")(said).map((values) => ({ ...values, isOnly: false })),
  ],
  AT_DropExpression: column,
  AT_SetStatistics: column,
  AT_SetOptions: column,
  AT_ResetOptions: column,
  AT_SetStorage: column,
  AT_SetCompression: column,
  AT_DropColumn: dropped,
  AT_AddIndex: nothing,
  AT_ReAddIndex: nothing,
  AT_AddConstraint: nothing,
  AT_ReAddConstraint: nothing,
  AT_ReAddDomainConstraint: nothing,
  AT_AlterConstraint: alteredConstraint,
  AT_ValidateConstraint: constraint,
  AT_AddIndexConstraint: constraintByIndex,
  AT_DropConstraint: part(["constraint"], "drop"),
  AT_ReAddComment: nothing,
  AT_AlterColumnType: retyped,
  AT_AlterColumnGenericOptions: column,
  AT_ChangeOwner: itself,
  AT_ClusterOn: itself,
  AT_DropCluster: itself,
  AT_SetLogged: itself,
  AT_SetUnLogged: itself,
  AT_DropOids: nothing,
  AT_SetAccessMethod: itself,
  AT_SetTableSpace: itself,
  AT_SetRelOptions: itself,
  AT_ResetRelOptions: itself,
  AT_ReplaceRelOptions: itself,
  AT_EnableTrig: trigger,
  AT_EnableAlwaysTrig: trigger,
  AT_EnableReplicaTrig: trigger,
  AT_DisableTrig: trigger,
  AT_EnableTrigAll: everyTrigger,
  AT_DisableTrigAll: everyTrigger,
  AT_EnableTrigUser: everyTrigger,
  AT_DisableTrigUser: everyTrigger,
  AT_EnableRule: rule,
  AT_EnableAlwaysRule: rule,
  AT_EnableReplicaRule: rule,
  AT_DisableRule: rule,
  AT_AddInherit: itself,
  AT_DropInherit: itself,
  AT_AddOf: itself,
  AT_DropOf: itself,
  AT_ReplicaIdentity: itself,
  AT_EnableRowSecurity: itself,
  AT_DisableRowSecurity: itself,
  AT_ForceRowSecurity: itself,
  AT_NoForceRowSecurity: itself,
  AT_GenericOptions: itself,
  AT_AttachPartition: attached,
  AT_DetachPartition: detached,
  AT_DetachPartitionFinalize: detached,
  AT_AddIdentity: column,
  AT_SetIdentity: (said) => [...column(said), ...part(["column"], "count")(said)],
  AT_DropIdentity: column,
  AT_ReAddStatistics: nothing,
};
