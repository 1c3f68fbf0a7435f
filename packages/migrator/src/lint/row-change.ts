import { boundedRelations } from "./bounded-relations.ts";
import { type Reach, reachOf } from "./key-range.ts";
import { isLive, type Known, keyColumns } from "./known.ts";
import type { Statement } from "./statement.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

export interface RowChange {
  readonly name: TableName;
  readonly table: string;
  readonly verb: "UPDATE" | "DELETE";
  readonly reach: Reach;
}

/** The rows of an old table that a statement changes: a list of one, or none. */
export function rowChanges({ node }: Statement, known: Known): RowChange[] {
  const change = "UpdateStmt" in node ? node.UpdateStmt : "DeleteStmt" in node ? node.DeleteStmt : undefined;
  const name = tableNameOf(change?.relation);
  if (change === undefined || !isLive(known, name)) return [];
  const from =
    "fromClause" in change ? change.fromClause : "usingClause" in change ? change.usingClause : undefined;
  const bounded = boundedRelations(change.withClause, from);
  const reach = reachOf(change.whereClause, keyColumns(known, name), bounded);
  return [{ name, table: shown(name), verb: "UpdateStmt" in node ? "UPDATE" : "DELETE", reach }];
}
