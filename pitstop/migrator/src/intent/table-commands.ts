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
/** Of the table, the index, the view alone what the subcommand is about. */
const its =
  (...properties: string[]): Says =>
  ({ name, kinds }) => [{ act: "change", kinds, name, properties }];

const part =
  (kinds: readonly ObjectKind[], act: Stated["act"] = "change"): Says =>
  ({ name, command }) => [{ act, kinds, name: [...name, command.name ?? ""] }];

const column = part(["column", "attribute"]);
const columns =
  (...properties: string[]): Says =>
  (said) =>
    column(said).map((stated) => ({ ...stated, properties }));
/** All that a column says of NULL. */
const required = columns(
  "required",
  "required of older rows",
  "required of what inherits",
  "comment on not null",
);
/** Of a table's column by its name, of an index's by its number, which is a property of the index. */
const setStatistics: Says = (said) => [...columns("statistics")(said), ...its("statistics")(said)];

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
  { act: "grow", kinds: ["table"], name: said.name },
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
  AT_ColumnDefault: columns("default"),
  AT_CookedColumnDefault: columns("default"),
  AT_DropNotNull: required,
  AT_SetNotNull: required,
  AT_SetExpression: (said) => [
    ...column(said),
    ...part(["column"], "values")(said).map((values) => ({ ...values, isOnly: false })),
  ],
  AT_DropExpression: columns("generated"),
  AT_SetStatistics: setStatistics,
  AT_SetOptions: columns("options"),
  AT_ResetOptions: columns("options"),
  AT_SetStorage: columns("storage"),
  AT_SetCompression: columns("compression"),
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
  AT_AlterColumnGenericOptions: columns("foreign options"),
  AT_ChangeOwner: its("owner", "rights"),
  AT_ClusterOn: its("clustered by"),
  AT_DropCluster: its("clustered by"),
  AT_SetLogged: its("persistence"),
  AT_SetUnLogged: its("persistence"),
  AT_DropOids: nothing,
  AT_SetAccessMethod: its("access method"),
  AT_SetTableSpace: its("tablespace"),
  AT_SetRelOptions: its("options"),
  AT_ResetRelOptions: its("options"),
  AT_ReplaceRelOptions: its("options"),
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
  AT_AddInherit: its("inherits"),
  AT_DropInherit: its("inherits"),
  AT_AddOf: its("of type"),
  AT_DropOf: its("of type"),
  AT_ReplicaIdentity: its("replica identity"),
  AT_EnableRowSecurity: its("row security"),
  AT_DisableRowSecurity: its("row security"),
  AT_ForceRowSecurity: its("row security for the owner"),
  AT_NoForceRowSecurity: its("row security for the owner"),
  AT_GenericOptions: its("foreign options"),
  AT_AttachPartition: attached,
  AT_DetachPartition: detached,
  AT_DetachPartitionFinalize: detached,
  AT_AddIdentity: columns("identity", "default"),
  AT_SetIdentity: (said) => [...column(said), ...part(["column"], "count")(said)],
  AT_DropIdentity: columns("identity"),
  AT_ReAddStatistics: nothing,
};
