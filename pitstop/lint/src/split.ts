import { hasSqlDetails, parseSync } from "libpg-query";
import { LintError } from "./lint-error.ts";
import { ascendingPositions } from "./position.ts";
import type { Statement } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";
import { transactions, type Wrapping } from "./transactions.ts";

/** The statements of a file, each with its line and the transaction that it runs in. */
export function split(sql: string, wrapping: Wrapping): Statement[] {
  const bytes = Buffer.from(sql);
  const positionAt = ascendingPositions(bytes);
  const pieces = parsed(sql).flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }, index) => {
    if (stmt === undefined) return [];
    const end = length === undefined || length === 0 ? bytes.length : from + length;
    const text = bytes.toString("utf8", from, end);
    // Not every version of the grammar leaves out white space before a statement.
    const byteStart = from + Buffer.byteLength(text) - Buffer.byteLength(text.trimStart());
    return [{ index, node: stmt, text: text.trim(), ...positionAt(byteStart), byteStart }];
  });
  const inTransaction = transactions(
    pieces.map(({ node, line }) => ({ command: nodeOf(node, "TransactionStmt"), line })),
    wrapping,
  );
  return pieces.map((piece, index) => ({ ...piece, index, transaction: inTransaction[index] }));
}

function parsed(sql: string) {
  // The parser reads C strings: what follows a NUL would not be linted.
  const nul = sql.indexOf("\0");
  if (nul >= 0) throw invalid("a NUL character", sql, nul);
  if (sql.trim() === "") return [];
  try {
    return parseSync(sql).stmts ?? [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The parser counts characters, and JavaScript counts an emoji as two.
    const characters = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0;
    throw invalid(message, sql, [...sql.slice(0, characters * 2)].slice(0, characters).join("").length);
  }
}

function invalid(message: string, sql: string, position: number): LintError {
  const before = sql.slice(0, position).split("\n");
  const line = sql.split("\n")[before.length - 1]?.trim() ?? "";
  return new LintError(
    "LINT_SQL_INVALID",
    `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${message}\n  ${line.slice(0, 160)}`,
    "PostgreSQL's own grammar (version 18) cannot read this statement. Correct it; psql commands such as \\connect are not SQL.",
    { line: before.length },
  );
}
