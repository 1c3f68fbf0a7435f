import type { AlterTableCmd, AlterTableType } from "libpg-query";
import { type Column, columnOf } from "./column.ts";
import { type Constraint, constraintOf } from "./constraint.ts";
import { isLive, type Known } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

/** One subcommand of an ALTER TABLE: `alter table cars add …, drop …` are two changes. */
export interface TableChange {
  readonly name: TableName;
  /** The table as findings show it. */
  readonly table: string;
  readonly command: AlterTableCmd;
}

/** The changes to any table. */
export function tableChanges(statement: Statement): TableChange[] {
  const alter = nodeOf(statement.node, "AlterTableStmt");
  if (alter?.objtype !== "OBJECT_TABLE") return [];
  const name = tableNameOf(alter.relation);
  const table = shown(name);
  return nodesOf(alter.cmds, "AlterTableCmd").map((command) => ({ name, table, command }));
}

/** The changes of one kind to tables that existed before the file. */
export function changesOf(subtype: AlterTableType, statement: Statement, known: Known): TableChange[] {
  return tableChanges(statement).filter(
    ({ name, command }) => command.subtype === subtype && isLive(known, name),
  );
}

/** The changes of one kind to tables and foreign tables that existed before the file. */
export function relationChangesOf(
  subtype: AlterTableType,
  statement: Statement,
  known: Known,
): TableChange[] {
  const alter = nodeOf(statement.node, "AlterTableStmt");
  if (alter?.objtype !== "OBJECT_FOREIGN_TABLE") return changesOf(subtype, statement, known);
  const name = tableNameOf(alter.relation);
  return nodesOf(alter.cmds, "AlterTableCmd")
    .filter((command) => command.subtype === subtype)
    .map((command) => ({ name, table: shown(name), command }));
}

export interface AddedColumn extends TableChange {
  readonly column: Column;
}

/** The columns that a statement adds to tables that existed before the file. */
export function addedColumns(statement: Statement, known: Known): AddedColumn[] {
  return changesOf("AT_AddColumn", statement, known).flatMap((change) => {
    const definition = nodeOf(change.command.def, "ColumnDef");
    return definition === undefined ? [] : [{ ...change, column: columnOf(definition) }];
  });
}

export interface AddedConstraint {
  readonly name: TableName;
  readonly table: string;
  readonly constraint: Constraint;
}

/** The table constraints of one kind that a statement adds to tables that existed before the file. */
export function addedConstraints(
  kind: Constraint["kind"],
  statement: Statement,
  known: Known,
): AddedConstraint[] {
  return changesOf("AT_AddConstraint", statement, known).flatMap(({ name, table, command }) => {
    const node = nodeOf(command.def, "Constraint");
    const constraint = node && constraintOf(node);
    return constraint?.kind === kind ? [{ name, table, constraint }] : [];
  });
}

/** The constraints of one kind that stand behind an added column: `add column q int check (q > 0)`. */
export function inlineConstraints(
  kind: Constraint["kind"],
  statement: Statement,
  known: Known,
): (AddedConstraint & { readonly column: Column })[] {
  return addedColumns(statement, known).flatMap(({ name, table, column }) =>
    column.constraints
      .filter((constraint) => constraint.kind === kind)
      .map((constraint) => ({ name, table, column, constraint })),
  );
}
