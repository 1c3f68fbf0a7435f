import type { DeleteStmt, FuncCall, InsertStmt, MergeStmt, Node, UpdateStmt } from "libpg-query";
import { isOn } from "./option-list.ts";
import { nodeOf, visit } from "./syntax-node.ts";

/** What a statement does to rows, and which functions it calls, at any depth: in a WITH, in COPY, in EXPLAIN ANALYZE. */
export interface Executed {
  readonly deletes: readonly DeleteStmt[];
  readonly updates: readonly UpdateStmt[];
  readonly inserts: readonly InsertStmt[];
  readonly merges: readonly MergeStmt[];
  readonly calls: readonly FuncCall[];
}

const nothing: Executed = { deletes: [], updates: [], inserts: [], merges: [], calls: [] };
const seen = new WeakMap<Node, Executed>();

/** What runs when the statement runs. Definitions (views, functions, rules) run later, and are left out. */
export function executedBy(node: Node): Executed {
  const query = executedQuery(node);
  if (query === undefined) return nothing;
  const before = seen.get(node);
  if (before !== undefined) return before;
  const found = { deletes: [], updates: [], inserts: [], merges: [], calls: [] } as {
    [Kind in keyof Executed]: Executed[Kind][number][];
  };
  visit(query, (key, value) => {
    // The key names the kind of the node, which is what the parser's types say too.
    if (key === "DeleteStmt") found.deletes.push(value as DeleteStmt);
    else if (key === "UpdateStmt") found.updates.push(value as UpdateStmt);
    else if (key === "InsertStmt") found.inserts.push(value as InsertStmt);
    else if (key === "MergeStmt") found.merges.push(value as MergeStmt);
    else if (key === "FuncCall") found.calls.push(value as FuncCall);
  });
  seen.set(node, found);
  return found;
}

/** The query that a statement runs: itself, or the one it wraps. */
export function executedQuery(node: Node): Node | undefined {
  const explain = nodeOf(node, "ExplainStmt");
  if (explain !== undefined) return isOn(explain.options, "analyze") ? nested(explain.query) : undefined;
  const wrapping =
    nodeOf(node, "CopyStmt") ??
    nodeOf(node, "CreateTableAsStmt") ??
    nodeOf(node, "PrepareStmt") ??
    nodeOf(node, "DeclareCursorStmt");
  if (wrapping !== undefined) return nested(wrapping.query);
  const isQuery = ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"].some(
    (kind) => kind in node,
  );
  return isQuery ? node : undefined;
}

function nested(query: Node | undefined): Node | undefined {
  return query && executedQuery(query);
}
