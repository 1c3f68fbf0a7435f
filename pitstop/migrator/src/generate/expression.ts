import {
  type ColumnType,
  columnTypeOf,
  descendants,
  nodeOf,
  nodesOf,
  volatileFunction,
  words,
} from "@pitstop/lint/sql";
import { type Node, parseSync } from "libpg-query";

/** Whether an SQL expression has one value for all rows, so that PostgreSQL need not touch them for it. */
export function isOneValue(expression: string): boolean {
  const node = parsedExpression(expression);
  return node !== undefined && !readsRows(node) && volatileFunction(node) === undefined;
}

/** Whether an SQL expression can stand as the default of a column: it looks at no other column and at no table. */
export function canBeDefault(expression: string): boolean {
  const node = parsedExpression(expression);
  return node !== undefined && !readsRows(node);
}

/** Whether the expression is SQL at all. */
export function isExpression(expression: string): boolean {
  return parsedExpression(expression) !== undefined;
}

/** The names of the columns that an expression looks at. An expression that cannot be read names none. */
export function columnsIn(expression: string): string[] {
  return descendants(parsedExpression(expression), "ColumnRef").map(
    ({ fields }) => words(fields).at(-1) ?? "",
  );
}

/** Whether the statement builds an index without locking writers out. */
export function isConcurrentIndex(sql: string): boolean {
  return nodeOf(parsedStatement(sql), "IndexStmt")?.concurrent === true;
}

/** A column type as it stands in SQL, read. Undefined where it is not a type that PostgreSQL's grammar knows. */
export function typeNamed(text: string): ColumnType | undefined {
  const create = nodeOf(parsedStatement(`create table "t" ("c" ${text})`), "CreateStmt");
  const [column] = nodesOf(create?.tableElts, "ColumnDef");
  return column && columnTypeOf(column.typeName);
}

function readsRows(node: Node): boolean {
  return descendants(node, "ColumnRef").length > 0 || descendants(node, "SubLink").length > 0;
}

function parsedExpression(expression: string): Node | undefined {
  const select = nodeOf(parsedStatement(`select (${expression})`), "SelectStmt");
  const targets = nodesOf(select?.targetList, "ResTarget");
  return targets.length === 1 ? targets[0]?.val : undefined;
}

function parsedStatement(sql: string): Node | undefined {
  try {
    const statements = parseSync(sql).stmts ?? [];
    return statements.length === 1 ? statements[0]?.stmt : undefined;
  } catch {
    return undefined;
  }
}
