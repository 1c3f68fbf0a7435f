import { type Comment, type Node, type Program, parseSync } from "oxc-parser";
import { RefusedError } from "../errors.ts";
import { inSingleQuotes } from "./string-literal.ts";

/** A file as text and as the tree that the parser makes of it; offsets are indices into `text`. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** The line break of the file. */
  readonly eol: string;
  /** The quote that most of its texts have. */
  readonly quote: '"' | "'";
  /** What one level of its indentation is. */
  readonly indentUnit: string;
  /** Whether its statements end in semicolons. */
  readonly hasSemicolons: boolean;
}

/** Reads TypeScript. Throws FILE_NOT_UNDERSTOOD where it is none. */
export function readSource(path: string, text: string): Source {
  const last = lastRead.get(path);
  if (last?.text === text) return last;
  const source = parsed(path, text);
  lastRead.set(path, source);
  return source;
}

/** Every layer reads a domain's files for itself, and most of what that takes is parsing them. Nobody changes a tree. */
const lastRead = new Map<string, Source>();

function parsed(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  const [error] = errors;
  const source: Source = {
    path,
    text,
    program,
    comments,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    quote: quoteOf(text),
    indentUnit: /^\t/m.test(text) ? "\t" : (/^( {2,8})\S/m.exec(text)?.[1] ?? "  "),
    hasSemicolons: hasSemicolons(text, program),
  };
  if (!error) return source;
  throw notUnderstood(source, error.labels[0]?.start ?? 0, `TypeScript that can be read (${error.message})`);
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf("\n"); index >= 0 && index < offset; index = text.indexOf("\n", index + 1))
    line++;
  return line;
}

/** The error for a file that cannot be edited for certain: by name and line, with what was expected there. */
export function notUnderstood(
  source: { path: string; text: string },
  place: number | { start: number },
  expected: string,
) {
  const offset = typeof place === "number" ? place : place.start;
  return notUnderstoodAt(source.path, lineAt(source.text, offset), expected);
}

/** The same by its line. */
export const notUnderstoodAt = (path: string, line: number, expected: string) =>
  new RefusedError(
    "FILE_NOT_UNDERSTOOD",
    `${path}:${line}: expected ${expected}.`,
    "Nothing was written. Write this the way the other domains do, or make the change by hand.",
  );

/** A node's text as it stands in the file. */
export const textOf = (source: Source, node: { start: number; end: number }): string =>
  source.text.slice(node.start, node.end);

/** The top-level statements, with what `export` wraps taken out of it. */
export function declarations(source: Source): Node[] {
  return source.program.body.map((statement) =>
    statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement,
  );
}

/** Generated code, whose texts come in double quotes, with the quotes of the file. */
export function quoted(source: Pick<Source, "quote">, code: string): string {
  return source.quote === '"' ? code : inSingleQuotes(code);
}

function quoteOf(text: string): '"' | "'" {
  const singles = text.match(/'[^'"\n]*'/g)?.length ?? 0;
  const doubles = text.match(/"[^'"\n]*"/g)?.length ?? 0;
  return singles > doubles ? "'" : '"';
}

/** A statement of its own as the file writes them: in its quotes, with its semicolons. */
export const statementText = (source: Source, text: string): string =>
  quoted(source, source.hasSemicolons ? text : text.replace(/;$/, ""));

function hasSemicolons(text: string, { body }: Program): boolean {
  const ended = body.filter(({ end }) => text[end - 1] === ";").length;
  const open = body.filter(({ type, end }) => MAY_END.has(type) && text[end - 1] !== ";").length;
  return ended >= open;
}

/** Statements that may end in a semicolon. */
const MAY_END = new Set<string>([
  "ImportDeclaration",
  "VariableDeclaration",
  "ExpressionStatement",
  "ExportAllDeclaration",
]);
