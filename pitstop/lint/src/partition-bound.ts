import type { A_Const, A_Expr, Node, PartitionBoundSpec } from "libpg-query";
import { provesNotNull } from "./constraint.ts";
import type { KnownTable } from "./known.ts";
import { literal, quoted } from "./quote.ts";
import { descendants, nodeOf, words } from "./syntax-node.ts";

/** One comparison of a column with a constant: `at >= '2021-01-01'`. */
interface Comparison {
  readonly column: string;
  readonly operator: string;
  readonly value: string;
}

/**
 * Whether valid checks of the table prove that each of its rows fits the bound, so that ATTACH PARTITION spares its scan.
 * A check of which only the name is known is taken for the one that is needed.
 */
export function isProvenPartition(
  table: KnownTable | undefined,
  key: readonly (string | undefined)[] | undefined,
  bound: PartitionBoundSpec | undefined,
): boolean {
  const checks = [...(table?.constraints.values() ?? [])].filter(
    ({ kind, isValidated }) => kind === "check" && isValidated,
  );
  if (checks.length > 0 && checks.some(({ expression }) => expression === undefined)) return true;
  const conditions = checks.flatMap(({ expression }) => conditionsOf(expression));
  const comparisons = conditions.flatMap(comparisonsOf);
  const named = descendants(conditions, "ColumnRef").flatMap(({ fields }) => words(fields).at(-1) ?? []);
  const columns = key ?? [...new Set(named)];
  const isFit = (column: string | undefined) => {
    if (column === undefined) return false;
    const isNullable = table?.columns.get(column)?.isNotNull === false;
    if (isNullable && !conditions.some((condition) => provesNotNull(condition, column))) return false;
    return isWithin(
      comparisons.filter((comparison) => comparison.column === column),
      conditions,
      column,
      bound,
    );
  };
  return key === undefined ? columns.some(isFit) : columns.length === 1 && columns.every(isFit);
}

function isWithin(
  comparisons: readonly Comparison[],
  conditions: readonly Node[],
  column: string,
  bound: PartitionBoundSpec | undefined,
): boolean {
  if (bound?.strategy === "l") {
    const allowed = (bound.listdatums ?? []).map(constantOf);
    return conditions.some((condition) => {
      const values = listedValues(condition, column);
      return values.length > 0 && values.every((value) => allowed.includes(value));
    });
  }
  if (bound?.strategy !== "r") return false;
  const [lower] = bound.lowerdatums ?? [];
  const [upper] = bound.upperdatums ?? [];
  const isAbove =
    isKeyword(lower, "minvalue") || comparisons.some((each) => isAtLeast(each, constantOf(lower)));
  const isBelow = isKeyword(upper, "maxvalue") || comparisons.some((each) => isLess(each, constantOf(upper)));
  return isAbove && isBelow;
}

function isAtLeast({ operator, value }: Comparison, bound: string | undefined): boolean {
  if (bound === undefined || (operator !== ">=" && operator !== ">")) return false;
  return value === bound || Number(value) >= Number(bound);
}

function isLess({ operator, value }: Comparison, bound: string | undefined): boolean {
  if (bound === undefined) return false;
  if (operator === "<") return value === bound || Number(value) <= Number(bound);
  return operator === "<=" && Number(value) < Number(bound);
}

function conditionsOf(expression: Node | undefined): Node[] {
  if (expression === undefined) return [];
  const all = nodeOf(expression, "BoolExpr");
  return all?.boolop === "AND_EXPR" ? (all.args ?? []).flatMap(conditionsOf) : [expression];
}

function comparisonsOf(condition: Node): Comparison[] {
  const comparison = nodeOf(condition, "A_Expr");
  const column = columnOf(comparison?.lexpr);
  if (comparison === undefined || column === undefined) return [];
  if (comparison.kind === "AEXPR_BETWEEN") {
    const [from, to] = nodeOf(comparison.rexpr, "List")?.items ?? [];
    return [...compared(column, ">=", from), ...compared(column, "<=", to)];
  }
  return comparison.kind === "AEXPR_OP"
    ? compared(column, words(comparison.name)[0] ?? "", comparison.rexpr)
    : [];
}

function compared(column: string, operator: string, node: Node | undefined): Comparison[] {
  const value = constantOf(node);
  return value === undefined ? [] : [{ column, operator, value }];
}

/** The values that `column in (…)`, `column = any (array[…])` or `column = …` allows; none for other conditions. */
function listedValues(condition: Node, column: string): (string | undefined)[] {
  const comparison = nodeOf(condition, "A_Expr");
  if (comparison === undefined || columnOf(comparison.lexpr) !== column) return [];
  if (words(comparison.name)[0] !== "=") return [];
  return valuesOf(comparison).map(constantOf);
}

function valuesOf({ kind, rexpr }: A_Expr): Node[] {
  if (kind === "AEXPR_IN") return nodeOf(rexpr, "List")?.items ?? [];
  if (kind === "AEXPR_OP_ANY") return nodeOf(rexpr, "A_ArrayExpr")?.elements ?? [];
  return kind === "AEXPR_OP" && rexpr !== undefined ? [rexpr] : [];
}

function columnOf(node: Node | undefined): string | undefined {
  return words(nodeOf(node, "ColumnRef")?.fields).at(-1);
}

/** A constant as text, whatever it is cast to; undefined for anything else. */
function constantOf(node: Node | undefined): string | undefined {
  const cast = nodeOf(node, "TypeCast");
  if (cast !== undefined) return constantOf(cast.arg);
  const constant = nodeOf(node, "A_Const");
  return constant && textOf(constant);
}

function textOf({ sval, fval, ival, boolval }: A_Const): string | undefined {
  if (sval !== undefined) return sval.sval ?? "";
  if (fval !== undefined) return fval.fval ?? "";
  if (boolval !== undefined) return String(boolval.boolval === true);
  // The parser leaves out an integer that is zero.
  return ival === undefined ? undefined : String(ival.ival ?? 0);
}

function isKeyword(node: Node | undefined, word: string): boolean {
  return columnOf(node)?.toLowerCase() === word;
}

/** The condition of a bound over one column, for a CHECK; undefined where it isn't that simple. */
export function boundCondition(column: string, bound: PartitionBoundSpec | undefined): string | undefined {
  const name = quoted(column);
  const value = (node: Node | undefined) => {
    const text = constantOf(node);
    return text === undefined || nodeOf(node, "A_Const")?.sval === undefined ? text : literal(text);
  };
  if (bound?.strategy === "l") {
    const values = (bound.listdatums ?? []).map(value);
    return values.includes(undefined)
      ? undefined
      : `${name} is not null and ${name} in (${values.join(", ")})`;
  }
  if (bound?.strategy !== "r" || bound.lowerdatums?.length !== 1) return undefined;
  const [lower] = bound.lowerdatums;
  const [upper] = bound.upperdatums ?? [];
  const above = isKeyword(lower, "minvalue") ? [] : [`${name} >= ${value(lower)}`];
  const below = isKeyword(upper, "maxvalue") ? [] : [`${name} < ${value(upper)}`];
  return [`${name} is not null`, ...above, ...below].join(" and ");
}
