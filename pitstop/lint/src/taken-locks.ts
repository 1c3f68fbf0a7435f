import type { Node, ObjectType } from "libpg-query";
import { readThroughView, tablesOfDomain } from "./cascade.ts";
import { locksOfChanges } from "./change-locks.ts";
import { validatedDomain } from "./domains.ts";
import { locksOfDrop } from "./drop-locks.ts";
import { isLive, type Known, tableOfIndex } from "./known.ts";
import { locks } from "./lock.ts";
import { objectName } from "./object-name.ts";
import { isOn } from "./option-list.ts";
import { namedByPublication } from "./published-tables.ts";
import type { Statement } from "./statement.ts";
import { type NodeKind, nodeOf, nodesOf, words } from "./syntax-node.ts";
import { tableDefinition } from "./table-definition.ts";
import {
  defaultPartitionOf,
  referencedBy,
  referencing,
  typedTables,
  withDescendants,
} from "./table-family.ts";
import { shown, type TableName, tableNameFrom, tableNameOf } from "./table-name.ts";
import { exclusive, type LocksOf, locked, type TakenLock } from "./taken-lock.ts";

export type { TakenLock } from "./taken-lock.ts";

/**
 * The locks that a statement takes on tables that existed before the file, as far as its text and the statements before
 * it say. What CASCADE reaches beyond that, the rehearsal measures.
 */
export function takenLocks(statement: Statement, known: Known): TakenLock[] {
  return lockedBy(statement.node, known).filter(
    ({ table }) => table.name !== "" && isLive(known, table) && !isNewView(known, table),
  );
}

const isNewView = (known: Known, { schema, name }: TableName): boolean =>
  (["OBJECT_VIEW", "OBJECT_MATVIEW"] as const).some((kind) =>
    known.newObjects.has(objectName(kind, schema === undefined ? [name] : [schema, name]).key),
  );

function lockedBy(node: Node, known: Known): TakenLock[] {
  return Object.entries(node).flatMap(([kind, content]) => {
    // A function takes the content of its own kind, which is what the parser puts under that name.
    const of = (byKind as Record<string, ((content: unknown, known: Known) => TakenLock[]) | undefined>)[
      kind
    ];
    return of?.(content, known) ?? [];
  });
}

const named = (nodes: Node[] | undefined): TableName[] => nodesOf(nodes, "RangeVar").map(tableNameOf);

/** A new partition changes what the default one may have, and gets the foreign keys of the table. */
const locksOfCreate: LocksOf<"CreateStmt"> = (create, known) => {
  const keys = tableDefinition(create).constraints.flatMap(({ references }) => references?.table ?? []);
  const parents = named(create.inhRelations);
  if (create.partbound === undefined)
    return [...locked("SHARE ROW EXCLUSIVE", keys), ...locked("SHARE UPDATE EXCLUSIVE", parents)];
  return [
    ...exclusive(...parents, ...parents.flatMap((parent) => defaultPartitionOf(known, parent))),
    ...locked("SHARE ROW EXCLUSIVE", [
      ...keys,
      ...parents.flatMap((parent) => [...referencedBy(known, parent), ...referencing(known, parent)]),
    ]),
  ];
};

const locksOfRename: LocksOf<"RenameStmt"> = ({ renameType, relationType, relation }, known) => {
  const table = tableNameOf(relation);
  switch (renameType) {
    case "OBJECT_INDEX":
      return locked("SHARE UPDATE EXCLUSIVE", [table]);
    case "OBJECT_COLUMN":
    case "OBJECT_TABCONSTRAINT":
    case "OBJECT_TRIGGER":
      return relation === undefined || relationType === "OBJECT_TYPE"
        ? []
        : exclusive(...(relation.inh === true ? withDescendants(known, table) : [table]));
    case "OBJECT_ATTRIBUTE":
      return exclusive(...typedTables(known, shown(table)));
    default:
      return relation === undefined ? [] : exclusive(table);
  }
};

const locksOfReindex: LocksOf<"ReindexStmt"> = ({ kind, relation, params }, known) => {
  const isConcurrent = isOn(params, "concurrently");
  const name = tableNameOf(relation);
  const table = kind === "REINDEX_OBJECT_INDEX" ? tableOfIndex(known, name.name)?.name : name;
  return [
    ...(kind === "REINDEX_OBJECT_INDEX" && !isConcurrent ? exclusive(name) : []),
    ...(table === undefined
      ? []
      : locked(isConcurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE", withDescendants(known, table))),
  ];
};

/** Without FULL it lets reads and writes go on. */
const locksOfVacuum: LocksOf<"VacuumStmt"> = ({ rels, options }, known) =>
  locked(
    isOn(options, "full") ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE",
    nodesOf(rels, "VacuumRelation").flatMap(({ relation }) => {
      const table = tableNameOf(relation);
      return relation?.inh === true ? withDescendants(known, table) : [table];
    }),
  );

/** TRUNCATE … CASCADE reaches the tables that reference these, and those that reference those. */
function truncated(
  known: Known,
  table: TableName,
  isCascade: boolean,
  seen = new Set<string>(),
): TableName[] {
  if (seen.has(table.name)) return [];
  seen.add(table.name);
  const family = withDescendants(known, table);
  const others = isCascade ? family.flatMap((each) => referencing(known, each)) : [];
  return [...family, ...others.flatMap((other) => truncated(known, other, isCascade, seen))];
}

/** Publications name their tables, and those lose or get a place in the log. */
const publishedTables = (objects: Node[] | undefined): TakenLock[] =>
  locked("SHARE UPDATE EXCLUSIVE", namedByPublication(objects));

/** The relation that a statement speaks of, itself or by a column. A constraint or a trigger locks nothing. */
function addressed(kind: ObjectType | undefined, object: Node | undefined): TakenLock[] {
  const name = words(nodeOf(object, "List")?.items);
  if (kind === "OBJECT_COLUMN") return locked("SHARE UPDATE EXCLUSIVE", [tableNameFrom(name.slice(0, -1))]);
  return kind !== undefined && relations.includes(kind)
    ? locked("SHARE UPDATE EXCLUSIVE", [tableNameFrom(name)])
    : [];
}

const relations: readonly ObjectType[] = [
  "OBJECT_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
  "OBJECT_INDEX",
  "OBJECT_SEQUENCE",
  "OBJECT_FOREIGN_TABLE",
];

const byKind: { readonly [Kind in NodeKind]?: LocksOf<Kind> } = {
  AlterTableStmt: locksOfChanges,
  CreateStmt: locksOfCreate,
  DropStmt: locksOfDrop,
  RenameStmt: locksOfRename,
  ReindexStmt: locksOfReindex,
  VacuumStmt: locksOfVacuum,
  IndexStmt: ({ relation, concurrent }, known) => {
    const table = tableNameOf(relation);
    return locked(
      concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "SHARE",
      relation?.inh === true ? withDescendants(known, table) : [table],
    );
  },
  TruncateStmt: ({ relations, behavior }, known) =>
    exclusive(
      ...nodesOf(relations, "RangeVar").flatMap((relation) => {
        const table = tableNameOf(relation);
        return relation.inh === true ? truncated(known, table, behavior === "DROP_CASCADE") : [table];
      }),
    ),
  // The grammar counts the modes from 1, in the order of the documentation.
  LockStmt: ({ relations, mode = 8 }, known) =>
    locked(
      locks[mode - 1] ?? "ACCESS EXCLUSIVE",
      nodesOf(relations, "RangeVar").flatMap((relation) => {
        const name = tableNameOf(relation);
        const tables = relation.inh === true ? withDescendants(known, name) : [name];
        return [...tables, ...readThroughView(name, known)];
      }),
    ),
  AlterDomainStmt: (alter, known) => {
    const domain = validatedDomain(alter);
    return domain === undefined ? [] : locked("SHARE", tablesOfDomain(domain, known));
  },
  CreateTrigStmt: ({ relation }, known) =>
    locked("SHARE ROW EXCLUSIVE", withDescendants(known, tableNameOf(relation))),
  ClusterStmt: ({ relation }, known) => exclusive(...withDescendants(known, tableNameOf(relation))),
  RefreshMatViewStmt: ({ relation, concurrent }) =>
    locked(concurrent === true ? "EXCLUSIVE" : "ACCESS EXCLUSIVE", [tableNameOf(relation)]),
  CreatePolicyStmt: ({ table }) => exclusive(tableNameOf(table)),
  AlterPolicyStmt: ({ table }) => exclusive(tableNameOf(table)),
  RuleStmt: ({ relation }) => exclusive(tableNameOf(relation)),
  ViewStmt: ({ view, replace }) => (replace === true ? exclusive(tableNameOf(view)) : []),
  AlterSeqStmt: ({ sequence }) => locked("SHARE ROW EXCLUSIVE", [tableNameOf(sequence)]),
  AlterObjectSchemaStmt: ({ relation }) => (relation === undefined ? [] : exclusive(tableNameOf(relation))),
  CreateStatsStmt: ({ relations }) => locked("SHARE UPDATE EXCLUSIVE", named(relations)),
  CreatePublicationStmt: ({ pubobjects }) => publishedTables(pubobjects),
  // SET leaves out whatever else it had.
  AlterPublicationStmt: ({ pubname = "", pubobjects, action }, known) => [
    ...locked(
      "SHARE UPDATE EXCLUSIVE",
      action === "AP_SetObjects" ? (known.published.get(pubname) ?? []) : [],
    ),
    ...publishedTables(pubobjects),
  ],
  CommentStmt: ({ objtype, object }) => addressed(objtype, object),
  SecLabelStmt: ({ objtype, object }) => addressed(objtype, object),
  AlterExtensionContentsStmt: ({ objtype, object }) => addressed(objtype, object),
  // An index or a materialized view; the table of a trigger is not locked.
  AlterObjectDependsStmt: ({ relation, objectType }) =>
    relation === undefined || objectType === "OBJECT_TRIGGER" ? [] : exclusive(tableNameOf(relation)),
  // The base of a foreign table is a CREATE TABLE.
  CreateForeignTableStmt: ({ base }, known) => (base === undefined ? [] : locksOfCreate(base, known)),
  CreateSchemaStmt: ({ schemaElts = [] }, known) => schemaElts.flatMap((element) => lockedBy(element, known)),
};
