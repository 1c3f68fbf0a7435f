import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import { type Column, collationOf, columnOf } from "./column.ts";
import { columnTypeOf } from "./column-type.ts";
import { type Constraint, constraintName, constraintOf } from "./constraint.ts";
import { type Known, type KnownColumn, type KnownTable, keyOf, rememberedTable } from "./known.ts";
import { learnPartition } from "./partitions.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { shown, tableNameOf } from "./table-name.ts";
import { learnViewOptions } from "./view-options.ts";

/** A column that the file adds. */
export function addColumn(table: KnownTable, column: Column): void {
  table.columns.set(column.name, {
    type: column.type,
    collation: column.collation,
    isNotNull: column.isNotNull,
    hasDefault: column.defaultValue !== undefined,
    generated: column.generated,
    isNew: true,
    isFromSnapshot: false,
  });
}

/** A constraint that the file adds, with the index and the NOT NULL that come with it. */
export function addConstraint(table: KnownTable, constraint: Constraint, known: Known): void {
  const name = constraintName(table.name, constraint);
  table.constraints.set(name, { ...constraint, isNew: true });
  if (constraint.kind === "unique" || constraint.kind === "primary") {
    const index = table.indexes.get(constraint.usingIndex ?? name);
    table.indexes.set(name, { columns: index?.columns ?? constraint.columns, isNew: true });
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

/** Adds what an ALTER TABLE makes true. */
export function learnChanges(alter: AlterTableStmt, statement: Statement, known: Known): void {
  if (alter.objtype === "OBJECT_VIEW") learnViewOptions({ AlterTableStmt: alter }, known);
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
    case "AT_AttachPartition":
    case "AT_DetachPartition": {
      const { name, bound } = nodeOf(command.def, "PartitionCmd") ?? {};
      learnPartition(table, rememberedTable(known, tableNameOf(name)), bound);
      return;
    }
    case "AT_ReplicaIdentity":
      table.identity = nodeOf(command.def, "ReplicaIdentityStmt")?.identity_type;
      return;
    case "AT_AddOf":
    case "AT_DropOf":
      table.ofType = keyOf(words(nodeOf(command.def, "TypeName")?.names)) || undefined;
      return;
    case "AT_AddInherit":
      table.parents.add(shown(tableNameOf(nodeOf(command.def, "RangeVar"))));
      return;
    case "AT_DropInherit":
      table.parents.delete(shown(tableNameOf(nodeOf(command.def, "RangeVar"))));
      return;
    case "AT_AddColumn": {
      const before = table.columns.get(definition?.colname ?? "");
      const isThere = command.missing_ok === true && before !== undefined && !before.isFromSnapshot;
      if (definition === undefined || isThere) return;
      const added = columnOf(definition);
      addColumn(table, added);
      for (const constraint of added.constraints) addConstraint(table, constraint, known);
      return;
    }
    case "AT_DropColumn":
      table.columns.delete(named);
      return;
    case "AT_AddConstraint": {
      const constraint = node && constraintOf(node);
      if (constraint !== undefined) addConstraint(table, constraint, known);
      return;
    }
    case "AT_DropConstraint":
      for (const optional of notNullColumns(table, named)) optional.isNotNull = false;
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
        collation: definition && collationOf(definition),
        isFromSnapshot: false,
      });
      return;
  }
}

/** The columns that a not-null constraint of this name makes required. */
function notNullColumns(table: KnownTable, name: string): KnownColumn[] {
  const constraint = table.constraints.get(name);
  if (constraint?.kind !== "not-null") return [];
  return constraint.columns.flatMap((column) => table.columns.get(column) ?? []);
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
  };
}
