import { loadModule, parseSync } from "libpg-query";
import { UsageError } from "../errors.ts";

await loadModule();

/** Refuses what is not one SQL expression over a row: a second statement, a subquery, an aggregate by name. */
export function checkExpression(expression: string, flag = "--backfill"): void {
  const bad = (why: string) =>
    new UsageError(
      "BAD_EXPRESSION",
      `${flag} "${expression}" ${why}.`,
      "Write an expression over the row's columns, such as coalesce(price, 0).",
    );
  let statements: unknown[];
  try {
    // Without a line break before the bracket: it is written into statements that a comment at its end would cut off.
    statements = (parseSync(`select (${expression})`) as { stmts?: unknown[] }).stmts ?? [];
  } catch (error) {
    throw bad(`is not an SQL expression (${error instanceof Error ? error.message : String(error)})`);
  }
  const [statement] = statements;
  const select = (statement as { stmt?: { SelectStmt?: Record<string, unknown> } } | undefined)?.stmt
    ?.SelectStmt;
  const targets = select?.targetList;
  const isPlain =
    statements.length === 1 &&
    Array.isArray(targets) &&
    targets.length === 1 &&
    select?.fromClause === undefined &&
    select?.op === "SETOP_NONE";
  if (!isPlain) throw bad("is more than one expression");
  if (JSON.stringify(select).includes('"SubLink"'))
    throw bad("holds a query of its own, which would run for every row");
}
