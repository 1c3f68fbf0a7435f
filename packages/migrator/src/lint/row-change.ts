import type { DeleteStmt, Node, UpdateStmt } from "libpg-query";
import { boundedRelations } from "./bounded-relations.ts";
import { type Reach, reachOf } from "./key-range.ts";
import { isLive, type Known, keyColumns } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";

export interface RowChange {
  readonly name: TableName;
  readonly table: string;
  readonly verb: "UPDATE" | "DELETE";
  readonly reach: Reach;
}

/** The rows of old tables that a statement changes, also where it does so in a WITH. */
export function rowChanges({ node }: Statement, known: Known): RowChange[] {
  const withClause = queryOf(node)?.withClause;
  const nested = nodesOf(withClause?.ctes, "CommonTableExpr").flatMap(({ ctequery }) => ctequery ?? []);
  const outside = boundedRelations(withClause, fromOf(node));
  return [node, ...nested].flatMap((each) => {
    const change = changeOf(each);
    const name = tableNameOf(change?.relation);
    if (change === undefined || !isLive(known, name)) return [];
    const bounded = new Set([...outside, ...boundedRelations(withClause, fromOf(each))]);
    const reach = reachOf(change.whereClause, keyColumns(known, name), bounded);
    return [{ name, table: shown(name), verb: "UpdateStmt" in each ? "UPDATE" : "DELETE", reach }];
  });
}

function changeOf(node: Node): UpdateStmt | DeleteStmt | undefined {
  return nodeOf(node, "UpdateStmt") ?? nodeOf(node, "DeleteStmt");
}

/** The statement when it is one that may begin with WITH. */
function queryOf(node: Node) {
  return changeOf(node) ?? nodeOf(node, "SelectStmt") ?? nodeOf(node, "InsertStmt");
}

function fromOf(node: Node): Node[] | undefined {
  return nodeOf(node, "UpdateStmt")?.fromClause ?? nodeOf(node, "DeleteStmt")?.usingClause;
}
