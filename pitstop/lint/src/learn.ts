import type {
  CreatePolicyStmt,
  CreateSchemaStmt,
  CreateStmt,
  IndexStmt,
  RangeVar,
  RenameStmt,
} from "libpg-query";
import { learnDependents, renameRelation } from "./dependents.ts";
import { learnDomain } from "./domains.ts";
import { indexedColumns, indexName } from "./indexed-columns.ts";
import {
  isLive,
  type Known,
  type KnownTable,
  keyOf,
  nothingHeld,
  rememberedTable,
  tableIn,
  tableOfIndex,
} from "./known.ts";
import { addColumn, addConstraint, learnChanges } from "./learn-table-change.ts";
import { locks } from "./lock.ts";
import { createdObjects, droppedObjects } from "./object-name.ts";
import { learnPartitions } from "./partitions.ts";
import { learnPublication } from "./published-tables.ts";
import { learnFunction } from "./quiet-functions.ts";
import { learnSetting } from "./session-setting.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { tableDefinition } from "./table-definition.ts";
import { shown, tableNameFrom, tableNameOf } from "./table-name.ts";
import { takenLocks } from "./taken-locks.ts";
import { learnViewOptions } from "./view-options.ts";

/** Adds to what is known what is true after the statement ran. */
export function learn(statement: Statement, known: Known): void {
  holdLocks(statement, known);
  const { node } = statement;
  for (const { key } of createdObjects(node)) known.newObjects.add(key);
  learnDependents(node, known);
  if ("CreateStmt" in node) learnTable(node.CreateStmt, statement, known);
  else if ("CreateTableAsStmt" in node) learnEmptyTable(node.CreateTableAsStmt.into?.rel, statement, known);
  else if ("SelectStmt" in node) learnSelect(statement, known);
  else if ("AlterTableStmt" in node) learnChanges(node.AlterTableStmt, statement, known);
  else if ("IndexStmt" in node) learnIndex(node.IndexStmt, known);
  else if ("RenameStmt" in node) learnName(node.RenameStmt, known);
  else if ("DropStmt" in node) learnDrop(statement, known);
  else if ("AlterObjectSchemaStmt" in node) {
    const { relation, newschema, objectType } = node.AlterObjectSchemaStmt;
    if (objectType === "OBJECT_TABLE")
      move(relation, { schema: newschema, name: relation?.relname ?? "" }, known);
  } else if ("CreateEnumStmt" in node)
    known.enums.set(keyOf(words(node.CreateEnumStmt.typeName)), { isNew: true });
  else if ("AlterEnumStmt" in node) {
    const { newVal, oldVal, typeName } = node.AlterEnumStmt;
    const type = keyOf(words(typeName));
    // A value of an enum of the same transaction may be used at once.
    if (newVal !== undefined && oldVal === undefined && known.enums.get(type)?.isNew !== true) {
      known.held.enumValues.set(newVal, type);
    }
  } else if ("CreateDomainStmt" in node || "AlterDomainStmt" in node) learnDomain(node, known);
  else if ("CreatePolicyStmt" in node) learnPolicy(node.CreatePolicyStmt, known);
  else if ("CreateFunctionStmt" in node) learnFunction(node.CreateFunctionStmt, known);
  else if ("PrepareStmt" in node) known.prepared.add(node.PrepareStmt.name ?? "");
  else if ("CreateSchemaStmt" in node) learnSchema(node.CreateSchemaStmt, statement, known);
  else if ("ViewStmt" in node) learnViewOptions(node, known);
  else if ("CreatePublicationStmt" in node || "AlterPublicationStmt" in node) learnPublication(node, known);
  else if ("VariableSetStmt" in node) learnSetting(node.VariableSetStmt, known);
}

/** Its tables are in the new schema, whatever the search path. */
function learnSchema(
  { schemaname = "", schemaElts }: CreateSchemaStmt,
  statement: Statement,
  known: Known,
): void {
  known.newSchemas.add(schemaname);
  for (const create of nodesOf(schemaElts, "CreateStmt"))
    learnTable({ ...create, relation: { schemaname, ...create.relation } }, statement, known);
}

function learnPolicy(policy: CreatePolicyStmt, known: Known): void {
  // A restrictive policy lets no row through that no other lets through.
  if (policy.permissive === true) rememberedTable(known, tableNameOf(policy.table)).hasPolicy = true;
}

/** Starts afresh what a transaction holds when the statement is in another one than the last. */
export function enterTransaction(statement: Statement, known: Known): void {
  if (known.held.transaction === statement.transaction && statement.transaction !== undefined) return;
  const before = known.held.transaction;
  if (before?.isRolledBack === true) {
    for (const [key, table] of known.tables) if (table.createdIn === before) known.tables.delete(key);
  }
  known.held = nothingHeld(statement.transaction);
}

function holdLocks(statement: Statement, known: Known): void {
  if (statement.transaction === undefined) return;
  for (const { table, lock } of takenLocks(statement, known)) {
    const key = shown(table);
    const held = known.held.locks.get(key);
    if (held === undefined || locks.indexOf(lock) > locks.indexOf(held.lock)) {
      known.held.locks.set(key, { lock, statement });
    }
  }
}

function learnTable(create: CreateStmt, statement: Statement, known: Known): void {
  const name = tableNameOf(create.relation);
  // IF NOT EXISTS on a table that is known to exist does nothing.
  const before = tableIn(known, name);
  if (create.if_not_exists === true && before !== undefined && !isFromSnapshot(before)) return;
  known.tables.delete(shown(name));
  const table = rememberedTable(known, name);
  table.isNew = true;
  table.createdIn = statement.transaction;
  const { columns, constraints } = tableDefinition(create);
  const isTaken = (create.tableElts ?? []).some((element) => "TableLikeClause" in element);
  table.isDefined = !isTaken && create.inhRelations === undefined && create.ofTypename === undefined;
  table.ofType = create.ofTypename && keyOf(words(create.ofTypename.names));
  for (const column of columns) addColumn(table, column);
  for (const constraint of constraints) addConstraint(table, constraint, known);
  learnPartitions(create, table, known);
}

/** Whether only the snapshot knows the table: it may show what this file is about to create. */
function isFromSnapshot({ columns }: KnownTable): boolean {
  return columns.size > 0 && [...columns.values()].every((column) => column.isFromSnapshot);
}

function learnEmptyTable(relation: RangeVar | undefined, statement: Statement, known: Known): void {
  if (relation === undefined) return;
  known.tables.delete(shown(tableNameOf(relation)));
  const table = rememberedTable(known, tableNameOf(relation));
  table.isNew = true;
  table.createdIn = statement.transaction;
}

function learnSelect(statement: Statement, known: Known): void {
  const select = nodeOf(statement.node, "SelectStmt");
  if (select?.intoClause?.rel !== undefined) learnEmptyTable(select.intoClause.rel, statement, known);
  for (const target of nodesOf(select?.targetList, "ResTarget")) {
    const call = nodeOf(target.val, "FuncCall");
    if (words(call?.funcname).at(-1) !== "set_config") continue;
    const [setting, value] = nodesOf(call?.args, "A_Const").map((constant) => constant.sval?.sval);
    learnSetting(
      { kind: "VAR_SET_VALUE", ...(setting && { name: setting }), args: [{ String: { sval: value ?? "" } }] },
      known,
    );
  }
}

function learnIndex(index: IndexStmt, known: Known): void {
  const table = rememberedTable(known, tableNameOf(index.relation));
  table.indexes.set(indexName(index), {
    columns: indexedColumns(index),
    isNew: true,
  });
}

function learnName(rename: RenameStmt, known: Known): void {
  const from = rename.subname ?? "";
  const to = rename.newname ?? "";
  const table = rename.relation && tableIn(known, tableNameOf(rename.relation));
  if (rename.renameType === "OBJECT_TABLE")
    move(rename.relation, { ...tableNameOf(rename.relation), name: to }, known);
  else if (rename.renameType === "OBJECT_INDEX")
    renameKey(
      tableOfIndex(known, rename.relation?.relname ?? "")?.indexes,
      rename.relation?.relname ?? "",
      to,
    );
  else if (rename.renameType === "OBJECT_COLUMN") renameKey(table?.columns, from, to);
  else if (rename.renameType === "OBJECT_TABCONSTRAINT") {
    renameKey(table?.constraints, from, to);
    renameKey(table?.indexes, from, to);
  }
}

function renameKey<Value>(entries: Map<string, Value> | undefined, from: string, to: string): void {
  const value = entries?.get(from);
  if (value === undefined) return;
  entries?.delete(from);
  entries?.set(to, value);
}

function move(relation: RangeVar | undefined, to: KnownTable["name"], known: Known): void {
  const from = tableNameOf(relation);
  const table = rememberedTable(known, from);
  known.tables.delete(shown(from));
  known.tables.set(shown(to), table);
  table.renamedFrom = table.renamedFrom ?? from;
  table.name = to;
  renameRelation(from, to, known);
  for (const other of known.tables.values()) {
    if (other.parents.delete(shown(from))) other.parents.add(shown(to));
    if (other.partitions?.defaultPartition === shown(from)) other.partitions.defaultPartition = shown(to);
  }
}

function learnDrop(statement: Statement, known: Known): void {
  for (const { key } of droppedObjects(statement)) known.newObjects.delete(key);
  const drop = nodeOf(statement.node, "DropStmt");
  const names = nodesOf(drop?.objects, "List").map((list) => words(list.items));
  for (const name of names) {
    if (drop?.removeType === "OBJECT_INDEX")
      tableOfIndex(known, name.at(-1) ?? "")?.indexes.delete(name.at(-1) ?? "");
    if (drop?.removeType === "OBJECT_VIEW") known.viewOptions.delete(shown(tableNameFrom(name)));
    if (drop?.removeType !== "OBJECT_TABLE") continue;
    const table = tableNameFrom(name);
    if (isLive(known, table)) known.droppedTables.add(shown(table));
    known.tables.delete(shown(table));
  }
}
