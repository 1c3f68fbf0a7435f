import type { CreateStmt } from "libpg-query";
import { type Column, columnOf } from "./column.ts";
import { type Constraint, constraintOf } from "./constraint.ts";
import { nodesOf } from "./syntax-node.ts";

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
