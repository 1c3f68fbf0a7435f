import type { DeleteStmt, MergeStmt, MergeWhenClause, Node, UpdateStmt } from "libpg-query";
import { boundedRelations } from "./bounded-relations.ts";
import { executedQuery } from "./executed.ts";
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

/** The rows of old tables that a statement changes, also where it does so in a WITH, in MERGE or in EXPLAIN ANALYZE. */
export function rowChanges({ node }: Statement, known: Known): RowChange[] {
  const root = executedQuery(node);
  if (root === undefined) return [];
  const withClause = queryOf(root)?.withClause;
  const nested = nodesOf(withClause?.ctes, "CommonTableExpr").flatMap(({ ctequery }) => ctequery ?? []);
  const outside = boundedRelations(withClause, fromOf(root));
  return [root, ...nested].flatMap((each) => {
    const change = changeOf(each);
    const name = tableNameOf(change?.relation);
    const verb = verbOf(each);
    if (change === undefined || verb === undefined || !isLive(known, name)) return [];
    const bounded = new Set([...outside, ...boundedRelations(withClause, fromOf(each))]);
    const reach = reachOf(conditionOf(change), keyColumns(known, name), bounded);
    return [{ name, table: shown(name), verb, reach }];
  });
}

function changeOf(node: Node): UpdateStmt | DeleteStmt | MergeStmt | undefined {
  return nodeOf(node, "UpdateStmt") ?? nodeOf(node, "DeleteStmt") ?? nodeOf(node, "MergeStmt");
}

/** The statement when it is one that may begin with WITH. */
function queryOf(node: Node) {
  return changeOf(node) ?? nodeOf(node, "SelectStmt") ?? nodeOf(node, "InsertStmt");
}

function verbOf(node: Node): RowChange["verb"] | undefined {
  if ("UpdateStmt" in node) return "UPDATE";
  if ("DeleteStmt" in node) return "DELETE";
  const actions = mergeActions(nodeOf(node, "MergeStmt"));
  if (actions.some(({ commandType }) => commandType === "CMD_UPDATE")) return "UPDATE";
  return actions.some(({ commandType }) => commandType === "CMD_DELETE") ? "DELETE" : undefined;
}

/** What bounds the rows: of a MERGE the join, unless it also acts on rows that the source doesn't have. */
function conditionOf(change: UpdateStmt | DeleteStmt | MergeStmt): Node | undefined {
  if (!("mergeWhenClauses" in change)) return "whereClause" in change ? change.whereClause : undefined;
  const isOfOthers = mergeActions(change).some(
    ({ matchKind }) => matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE",
  );
  return isOfOthers ? undefined : change.joinCondition;
}

/** The actions of a MERGE that change rows which are there. */
export function mergeActions(merge: MergeStmt | undefined): MergeWhenClause[] {
  return nodesOf(merge?.mergeWhenClauses, "MergeWhenClause").filter(
    ({ commandType }) => commandType === "CMD_UPDATE" || commandType === "CMD_DELETE",
  );
}

function fromOf(node: Node): Node[] | undefined {
  const source = nodeOf(node, "MergeStmt")?.sourceRelation;
  if (source !== undefined) return [source];
  return nodeOf(node, "UpdateStmt")?.fromClause ?? nodeOf(node, "DeleteStmt")?.usingClause;
}
