import { type ScanToken, scanSync } from "libpg-query";
import type { Statement } from "./statement.ts";

/** The expression behind a DEFAULT, CHECK ( or USING that starts at a byte position of the file, as it was written. */
export function expressionAt(statement: Statement, location: number): string {
  const tokens = tokensFrom(statement, location);
  const keyword = tokens.findIndex((token) => /^(default|check|using|as)$/i.test(token.text));
  return textOf(statement, upToEnd(tokens.slice(keyword + 1)));
}

/** A table constraint as it was written, from its location to the next comma of the statement. */
export function constraintText(statement: Statement, location: number): string {
  const tokens = tokensFrom(statement, location);
  return textOf(
    statement,
    tokens.slice(
      0,
      outerIndex(tokens, (token) => token.text === ","),
    ),
  );
}

/** The text from a byte position to the other one, or to the next comma of the statement. */
export function textBetween(statement: Statement, from: number, to: number | undefined): string {
  const tokens = tokensFrom(statement, from);
  const end = to === undefined ? outerIndex(tokens, (token) => token.text === ",") : undefined;
  const isBefore = (token: ScanToken) => to === undefined || token.start < to - statement.byteStart;
  return textOf(statement, tokens.slice(0, end).filter(isBefore));
}

/** The type behind ALTER COLUMN … TYPE, with its collation, and the expression behind USING if there is one. */
export function changedTypeText(
  statement: Statement,
  location: number,
): { type: string; using: string | undefined } {
  const tokens = tokensFrom(statement, location);
  const end = outerIndex(tokens, (token) => token.text === ",");
  const using = outerIndex(tokens, (token) => /^using$/i.test(token.text));
  if (using >= end) return { type: textOf(statement, tokens.slice(0, end)), using: undefined };
  return {
    type: textOf(statement, tokens.slice(0, using)),
    using: textOf(statement, tokens.slice(using + 1, end)),
  };
}

function tokensFrom(statement: Statement, location: number): ScanToken[] {
  const start = Math.max(0, location - statement.byteStart);
  return scanSync(statement.text).tokens.filter(
    (token) => token.start >= start && !token.tokenName.endsWith("_COMMENT"),
  );
}

// What may stand behind a column's DEFAULT: https://www.postgresql.org/docs/18/sql-createtable.html
const following =
  /^(not|null|constraint|check|unique|primary|references|generated|collate|deferrable|initially)$/i;

function upToEnd(tokens: ScanToken[]): ScanToken[] {
  const end = outerIndex(
    tokens,
    (token, index) => token.text === "," || (index > 0 && following.test(token.text)),
  );
  return tokens.slice(0, end);
}

/** Index of the first token outside all parentheses that is looked for, or of the end. */
function outerIndex(tokens: ScanToken[], isEnd: (token: ScanToken, index: number) => boolean): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && isEnd(token, index)) return index;
    if (token.text === "(" || token.text === "[") depth += 1;
    if (token.text === ")" || token.text === "]") depth -= 1;
    if (depth < 0) return index;
  }
  return tokens.length;
}

function textOf(statement: Statement, tokens: ScanToken[]): string {
  const bytes = Buffer.from(statement.text);
  return bytes.toString("utf8", tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
