/** Where a long statement is broken, besides the parts of an ALTER TABLE and the columns of a CREATE TABLE. */
const clauses = [
  "add constraint",
  "foreign key",
  "references",
  "check",
  "unique using",
  "on",
  "using",
  "where",
  "set default",
];

/**
 * A statement in lines of at most `width` characters, where it can be. A text with a line break, a dollar quote or a
 * backslash in it stays as it is: it may stand in a literal, where white space counts.
 */
export function laidOut(sql: string, width: number): string[] {
  if (sql.length <= width || /[\n\\]|\$\w*\$/.test(sql)) return sql.split("\n");
  if (/^create table (if not exists )?[\w."]+ \(/.test(sql)) {
    const { head, items, tail } = parenthesised(sql);
    const lines = items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
    return [`${head}(`, ...lines.flatMap((line) => indented(broken(line, width - 2))), `)${tail}`];
  }
  return broken(sql, width);
}

/** Broken before its clauses, and where that does not do, at any space. */
function broken(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const [first = "", ...rest] = joined(wordsOf(line), width);
  return [first, ...indented(rest)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function joined(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const isClause = clauses.some((clause) => startsWith(words, index, clause));
    const indent = lines.length === 0 ? 0 : 2;
    const isFull = line.length + 1 + word.length + indent > width;
    if (line !== "" && (isFull || isClause)) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function startsWith(words: readonly string[], index: number, clause: string): boolean {
  const parts = clause.split(" ");
  return parts.every((part, offset) => words[index + offset] === part);
}

/** The words between spaces that stand outside quotes. */
function wordsOf(line: string): string[] {
  return cut(line, (character, depth) => character === " " && depth >= 0);
}

function parenthesised(sql: string): { head: string; items: string[]; tail: string } {
  const open = sql.indexOf("(");
  const inside = cut(sql.slice(open + 1), (character, depth) => character === ")" && depth === 0)[0] ?? "";
  const items = cut(inside, (character, depth) => character === "," && depth === 0).map((item) =>
    item.trim(),
  );
  return { head: sql.slice(0, open), items, tail: sql.slice(open + 1 + inside.length + 1) };
}

/** Cuts at the characters outside quotes that `isCut` names, with the depth of parentheses there. */
function cut(text: string, isCut: (character: string, depth: number) => boolean): string[] {
  const parts = [""];
  let quote = "";
  let depth = 0;
  for (const character of text) {
    if (quote === "" && isCut(character, depth)) {
      parts.push("");
      continue;
    }
    if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = "";
    if (quote === "" && character === "(") depth += 1;
    if (quote === "" && character === ")") depth -= 1;
    parts[parts.length - 1] += character;
  }
  return parts;
}
