import type { Expression } from "oxc-parser";
import { bare } from "./object.ts";
import type { Source } from "./source.ts";

/** The text of a literal of code, in as many characters as the file has for it. */
export interface LiteralText {
  /** Where the text begins in the file. */
  readonly start: number;
  /** What is between the quotes. What code fills in is `fill`, escapes are blanks. */
  readonly text: string;
}

/** What stands for what code fills in: a parameter, or a name. */
export type Fill = "$1" | "_p";

/**
 * The text of a string or a template, so that a position in it is one in the file; undefined for anything else. `fill`
 * stands for what is filled in: a parameter, or a name.
 */
export function literalText(
  source: Source,
  expression: Expression,
  fill: Fill = "$1",
): LiteralText | undefined {
  const value = bare(expression);
  const isText = value.type === "Literal" && typeof value.value === "string";
  if (!isText && value.type !== "TemplateLiteral") return undefined;
  const start = value.start + 1;
  let text = source.text.slice(start, value.end - 1);
  if (value.type === "TemplateLiteral") {
    value.quasis.slice(0, -1).forEach((quasi, index) => {
      // In TypeScript, a part of a template ends behind `${` and begins at `}`.
      const open = quasi.end - 2 - start;
      const close = (value.quasis[index + 1]?.start ?? 0) + 1 - start;
      const filler = fill.padEnd(close - open, fill === "_p" ? "_" : " ");
      text = text.slice(0, open) + filler + text.slice(close);
    });
  }
  const inQuotes = text.replace(/\\(["'`])([^"'`\\\n]*)\\\1/g, " $1$2$1 ");
  return {
    start,
    text: inQuotes.replace(/\\(?:u[\da-f]{4}|x[\da-f]{2}|[\s\S])/gi, (found) => unescaped(found)),
  };
}

/** A place of a literal that has a name of SQL, and how other names are written there. */
export interface NamePlace {
  readonly start: number;
  readonly end: number;
  readonly written: (name: string) => string;
}

/** Where a file has a name of SQL: plain, in quotes, or in quotes that code escapes. */
export function namePlace(
  file: string,
  { start, end }: { start: number; end: number },
  plain: (name: string) => string,
): NamePlace {
  if (file[start] !== '"') return { start, end, written: plain };
  const isEscaped = file[start - 1] === "\\";
  return isEscaped
    ? { start: start - 1, end: end + 1, written: (name) => `\\"${name}\\"` }
    : { start, end, written: (name) => `"${name}"` };
}

/** A quote that is escaped in code is one of the text; the blank before it keeps the length. */
const unescaped = (found: string): string =>
  /^\\['"`]$/.test(found) ? ` ${found[1]}` : " ".repeat(found.length);
