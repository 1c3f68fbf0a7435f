import type { A_Expr, Node } from "libpg-query";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** How much of a table a WHERE can reach, seen from its conditions on the key. */
export type Reach = "named rows" | "a range of the key" | "any row";

/** `id = 5` and `id in (1, 2)` name rows; `id > 100`, `id in (select … limit 1000)` bound a range; all else is any row. */
export function reachOf(
  where: Node | undefined,
  keys: readonly string[],
  bounded: ReadonlySet<string>,
): Reach {
  if (where === undefined) return "any row";
  const all = nodeOf(where, "BoolExpr");
  if (all?.boolop === "AND_EXPR") {
    const reaches = (all.args ?? []).map((condition) => reachOf(condition, keys, bounded));
    if (reaches.includes("named rows")) return "named rows";
    return reaches.includes("a range of the key") ? "a range of the key" : "any row";
  }
  const comparison = nodeOf(where, "A_Expr");
  if (comparison !== undefined) return reachOfComparison(comparison, keys, bounded);
  const subquery = nodeOf(where, "SubLink");
  const select = nodeOf(subquery?.subselect, "SelectStmt");
  const isOfBounded = nodesOf(select?.fromClause, "RangeVar").some(({ relname }) =>
    bounded.has(relname ?? ""),
  );
  const isLimited = select?.limitCount !== undefined || isOfBounded;
  const isKeyIn = subquery?.subLinkType === "ANY_SUBLINK" && isKey(subquery.testexpr, keys);
  return isKeyIn && isLimited ? "a range of the key" : "any row";
}

function reachOfComparison(
  { kind, name, lexpr, rexpr }: A_Expr,
  keys: readonly string[],
  bounded: ReadonlySet<string>,
): Reach {
  const operator = words(name)[0] ?? "";
  const key = isKey(lexpr, keys) ? lexpr : isKey(rexpr, keys) ? rexpr : undefined;
  if (key === undefined) return "any row";
  const other = key === lexpr ? rexpr : lexpr;
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_BETWEEN_SYM") return "a range of the key";
  if (kind === "AEXPR_IN" && operator === "=") return isGiven(other) ? "named rows" : "a range of the key";
  if (kind === "AEXPR_OP_ANY" && operator === "=")
    return isGiven(other) ? "named rows" : "a range of the key";
  if (kind !== "AEXPR_OP") return "any row";
  const joined = words(nodeOf(other, "ColumnRef")?.fields).at(-2);
  if (operator === "=" && joined !== undefined && bounded.has(joined)) return "a range of the key";
  // `id = other.id` of an UPDATE … FROM joins; it bounds nothing.
  if (operator === "=")
    return isGiven(other) ? "named rows" : isRow(other) ? "any row" : "a range of the key";
  return ["<", "<=", ">", ">="].includes(operator) && !isRow(other) ? "a range of the key" : "any row";
}

function isKey(expression: Node | undefined, keys: readonly string[]): boolean {
  const row = nodeOf(expression, "RowExpr");
  if (row !== undefined) return isKey(row.args?.[0], keys);
  const column = words(nodeOf(expression, "ColumnRef")?.fields).at(-1);
  return column !== undefined && (column === "ctid" || column === "id" || keys.includes(column));
}

function isRow(expression: Node | undefined): boolean {
  return expression !== undefined && "ColumnRef" in expression;
}

/** A value, a parameter, or a list of them: nothing that depends on a row. */
function isGiven(expression: Node | undefined): boolean {
  if (expression === undefined) return false;
  if ("A_Const" in expression || "ParamRef" in expression) return true;
  if ("TypeCast" in expression) return isGiven(expression.TypeCast.arg);
  const list = nodeOf(expression, "List")?.items ?? nodeOf(expression, "A_ArrayExpr")?.elements;
  return list?.every(isGiven) ?? false;
}
