import type { AlterTableCmd, AlterTableStmt, CreateStmt, IndexStmt, RangeVar, RenameStmt } from "libpg-query";
import { type Column, columnOf } from "./column.ts";
import { columnTypeOf } from "./column-type.ts";
import { type Constraint, constraintName, constraintOf } from "./constraint.ts";
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
import { locks } from "./lock.ts";
import { learnSetting } from "./session-setting.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { tableDefinition } from "./table-definition.ts";
import { shown, tableNameFrom, tableNameOf } from "./table-name.ts";
import { takenLocks } from "./taken-locks.ts";

/** Adds to what is known what is true after the statement ran. */
export function learn(statement: Statement, known: Known): void {
  holdLocks(statement, known);
  const { node } = statement;
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
  } else if ("CreateDomainStmt" in node) known.newDomains.add(keyOf(words(node.CreateDomainStmt.domainname)));
  else if ("CreateSchemaStmt" in node) known.newSchemas.add(node.CreateSchemaStmt.schemaname ?? "");
  else if ("VariableSetStmt" in node) learnSetting(node.VariableSetStmt, known);
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
  for (const column of columns) addColumn(table, column);
  for (const constraint of constraints) addConstraint(table, constraint, statement, known);
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

function addColumn(table: KnownTable, column: Column): void {
  table.columns.set(column.name, {
    type: column.type,
    isNotNull: column.isNotNull,
    hasDefault: column.defaultValue !== undefined,
    isNew: true,
    isFromSnapshot: false,
  });
}

function addConstraint(table: KnownTable, constraint: Constraint, statement: Statement, known: Known): void {
  const name = constraintName(table.name, constraint);
  table.constraints.set(name, { ...constraint, isNew: true, addedIn: statement.transaction });
  if (constraint.kind === "unique" || constraint.kind === "primary") {
    const index = table.indexes.get(constraint.usingIndex ?? name);
    table.indexes.set(name, { columns: index?.columns ?? constraint.columns, isUnique: true, isNew: true });
  }
  if (constraint.kind === "primary" || (constraint.kind === "not-null" && constraint.isValidated)) {
    makeRequired(table, constraint.columns);
  }
  if (constraint.references !== undefined) {
    known.foreignKeyTables.add(shown(table.name)).add(shown(constraint.references.table));
  }
}

function makeRequired(table: KnownTable, columns: readonly string[]): void {
  for (const column of columns) {
    const entry = table.columns.get(column);
    if (entry !== undefined) entry.isNotNull = true;
  }
}

function learnChanges(alter: AlterTableStmt, statement: Statement, known: Known): void {
  if (alter.objtype !== "OBJECT_TABLE") return;
  const table = rememberedTable(known, tableNameOf(alter.relation));
  for (const command of nodesOf(alter.cmds, "AlterTableCmd")) learnChange(table, command, statement, known);
}

function learnChange(table: KnownTable, command: AlterTableCmd, statement: Statement, known: Known): void {
  const named = command.name ?? "";
  const column = table.columns.get(named);
  const definition = nodeOf(command.def, "ColumnDef");
  const node = nodeOf(command.def, "Constraint");
  const unknown = {
    type: undefined,
    isNotNull: undefined,
    hasDefault: undefined,
    isNew: false,
    isFromSnapshot: false,
  };
  switch (command.subtype) {
    case "AT_AddColumn": {
      const before = table.columns.get(definition?.colname ?? "");
      const isThere = command.missing_ok === true && before !== undefined && !before.isFromSnapshot;
      if (definition === undefined || isThere) return;
      const added = columnOf(definition);
      addColumn(table, added);
      for (const constraint of added.constraints) addConstraint(table, constraint, statement, known);
      return;
    }
    case "AT_DropColumn":
      table.columns.delete(named);
      return;
    case "AT_AddConstraint": {
      const constraint = node && constraintOf(node);
      if (constraint !== undefined) addConstraint(table, constraint, statement, known);
      return;
    }
    case "AT_DropConstraint":
      table.constraints.delete(named);
      table.indexes.delete(named);
      return;
    case "AT_ValidateConstraint": {
      const constraint = table.constraints.get(named);
      table.constraints.set(named, {
        ...(constraint ?? validatedByName(named, statement)),
        isValidated: true,
      });
      if (constraint?.kind === "not-null") makeRequired(table, constraint.columns);
      return;
    }
    case "AT_SetNotNull":
    case "AT_DropNotNull":
      table.columns.set(named, { ...(column ?? unknown), isNotNull: command.subtype === "AT_SetNotNull" });
      return;
    case "AT_ColumnDefault":
      table.columns.set(named, { ...(column ?? unknown), hasDefault: command.def !== undefined });
      return;
    case "AT_AlterColumnType":
      table.columns.set(named, {
        ...(column ?? unknown),
        type: columnTypeOf(definition?.typeName),
        isFromSnapshot: false,
      });
      return;
  }
}

/** A constraint of which only the name is known: an earlier migration added it NOT VALID. */
function validatedByName(name: string, statement: Statement) {
  return {
    kind: "check" as const,
    name,
    columns: [],
    isValidated: true,
    usingIndex: undefined,
    references: undefined,
    expression: undefined,
    location: statement.byteStart,
    isNew: false,
    addedIn: undefined,
  };
}

function learnIndex(index: IndexStmt, known: Known): void {
  const table = rememberedTable(known, tableNameOf(index.relation));
  table.indexes.set(indexName(index), {
    columns: indexedColumns(index),
    isUnique: index.unique === true,
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
}

function learnDrop(statement: Statement, known: Known): void {
  const drop = nodeOf(statement.node, "DropStmt");
  const names = nodesOf(drop?.objects, "List").map((list) => words(list.items));
  for (const name of names) {
    if (drop?.removeType === "OBJECT_INDEX")
      tableOfIndex(known, name.at(-1) ?? "")?.indexes.delete(name.at(-1) ?? "");
    if (drop?.removeType !== "OBJECT_TABLE") continue;
    const table = tableNameFrom(name);
    if (isLive(known, table)) known.droppedTables.add(shown(table));
    known.tables.delete(shown(table));
  }
}
