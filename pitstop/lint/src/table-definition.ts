import type { CreateStmt } from "libpg-query";
import { type Column, columnOf } from "./column.ts";
import { type Constraint, constraintOf } from "./constraint.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

/** What a CREATE TABLE defines. */
export interface TableDefinition {
  readonly columns: readonly Column[];
  /** Those of the columns and those of the table. */
  readonly constraints: readonly Constraint[];
}

export function tableDefinition(create: CreateStmt): TableDefinition {
  const columns = nodesOf(create.tableElts, "ColumnDef").map(columnOf);
  const ofTable = nodesOf(create.tableElts, "Constraint").flatMap((node) => constraintOf(node) ?? []);
  return { columns, constraints: [...columns.flatMap((column) => column.constraints), ...ofTable] };
}

export interface DefinedTable extends TableDefinition {
  readonly name: TableName;
  readonly table: string;
}

/** The table that a statement creates: a list of one, or none. */
export function definedTables(statement: Statement): DefinedTable[] {
  const create = nodeOf(statement.node, "CreateStmt");
  if (create === undefined) return [];
  const name = tableNameOf(create.relation);
  return [{ name, table: shown(name), ...tableDefinition(create) }];
}

export interface DefinedColumn {
  readonly name: TableName;
  readonly table: string;
  readonly column: Column;
  /** Whether it is (part of) the primary key that the statement states. */
  readonly isKey: boolean;
}

/** The columns that a statement defines, in CREATE TABLE and in ADD COLUMN, on old tables and on new ones. */
export function definedColumns(statement: Statement): DefinedColumn[] {
  const created = definedTables(statement).flatMap(({ name, table, columns, constraints }) => {
    const keys = constraints.flatMap(({ kind, columns: of }) => (kind === "primary" ? of : []));
    return columns.map((column) => ({ name, table, column, isKey: keys.includes(column.name) }));
  });
  return [...created, ...alteredColumns(statement)];
}

function alteredColumns({ node }: Statement): DefinedColumn[] {
  if (!("AlterTableStmt" in node) || node.AlterTableStmt.objtype !== "OBJECT_TABLE") return [];
  const name = tableNameOf(node.AlterTableStmt.relation);
  return nodesOf(node.AlterTableStmt.cmds, "AlterTableCmd").flatMap(({ subtype, def }) => {
    const definition = nodeOf(def, "ColumnDef");
    if (subtype !== "AT_AddColumn" || definition === undefined) return [];
    const column = columnOf(definition);
    const isKey = column.constraints.some(({ kind }) => kind === "primary");
    return [{ name, table: shown(name), column, isKey }];
  });
}

/** The one table that a statement creates, changes or indexes. */
export function tableOfStatement({ node }: Statement): TableName | undefined {
  if ("CreateStmt" in node) return tableNameOf(node.CreateStmt.relation);
  if ("AlterTableStmt" in node && node.AlterTableStmt.objtype === "OBJECT_TABLE") {
    return tableNameOf(node.AlterTableStmt.relation);
  }
  return "IndexStmt" in node ? tableNameOf(node.IndexStmt.relation) : undefined;
}
