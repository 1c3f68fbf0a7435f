// The texts that are SQL: raw queries of services, scripts and tests, and files of SQL.
import type { Expression } from "oxc-parser";
import { composedText } from "../edit/composed-text.ts";
import { isNode } from "../edit/is-node.ts";
import { literalText, namePlace } from "../edit/literal-text.ts";
import { lineAt, readSource, type Source } from "../edit/source.ts";
import type { CodeReference } from "../plan.ts";
import { parseSql } from "../sql-text/parse-sql.ts";
import { plainName } from "../sql-text/rename-column.ts";

/** A text of code, in as many characters as the file has for it, or a statement of a file of SQL. */
export interface SqlLiteral {
  readonly source: Pick<Source, "path" | "text">;
  /** What has the text in code. */
  readonly code: { readonly source: Source; readonly node: Expression } | undefined;
  /** Where the text begins in the file. */
  readonly start: number;
  readonly text: string;
}

/** A literal that names a column or a table, or may name it. */
export interface SqlMention<Place extends { start: number; end: number }> {
  readonly literal: SqlLiteral;
  /** Empty where the text has the words and isn't understood. */
  readonly places: readonly Place[];
  readonly isCertain: boolean;
}

/** Places in a text that had something before it. */
export const behind = <Place extends { start: number; end: number }>(
  head: string,
  places: readonly Place[],
): Place[] =>
  places.map((place) => ({ ...place, start: place.start - head.length, end: place.end - head.length }));

/** What became of SQL in code. */
export interface CarriedSql {
  /** The files that have another text now. */
  readonly files: ReadonlyMap<string, string>;
  /** Where SQL was changed, and where a person has to look: these first. */
  readonly references: readonly CodeReference[];
}

/** Text that begins as a query does. */
export const QUERY = /^\s*(?:select|insert|update|delete|with|merge)\b/i;

export const wordOf = (word: string): RegExp => new RegExp(`(?<![\\w$])${word}(?![\\w$])`);

/** What has to be before a text so that PostgreSQL can read it; undefined where the text is no SQL. */
export function headFor({ code, text }: Pick<SqlLiteral, "code" | "text">): string | undefined {
  return code === undefined ? "" : headOfText(text);
}

function headOfText(text: string): string | undefined {
  if (QUERY.test(text)) return "";
  return SUBQUERY.test(text) ? "select " : undefined;
}

/** An expression with a query in it, as formulas of entities have them: `(select count(*) from shipments where …)`. */
const SUBQUERY = /\(\s*select\b/i;

/** Migrations are history, and packages that work for any domain tell of cars in examples. */
export const isHandWritten = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|sql)$/.test(path) &&
  !/^(?:pitstop|bench|docs)\//.test(path) &&
  !path.includes("/migrations/");

const isOfSql = (path: string): boolean => path.endsWith(".sql");

/** The texts of a file in their order, with or without what is filled in; none of a file that can't be read. */
export function literalsIn(path: string, text: string): SqlLiteral[] {
  if (isOfSql(path)) return statementsIn(path, text);
  let source: Source;
  try {
    source = readSource(path, text);
  } catch {
    return [];
  }
  const found: SqlLiteral[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    const expression = node as Expression; // a node that is none is no literal either
    const literal = literalText(source, expression) ?? composedQuery(source, expression);
    if (literal) found.push({ source, code: { source, node: expression }, ...literal });
    if (literal && node.type !== "TemplateLiteral") return;
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value);
  };
  visit(source.program.body);
  return found.toSorted((one, other) => one.start - other.start);
}

/** The file as a whole; where PostgreSQL can't read that, such as for commands of psql, one statement after the other. */
function statementsIn(path: string, text: string): SqlLiteral[] {
  const source = { path, text };
  const whole = { source, code: undefined, start: 0, text };
  if (parseSql(text)) return [whole];
  return [...text.matchAll(/\S[\s\S]*?(?:;[ \t]*(?=\n|$)|$)/g)].map(({ 0: statement, index }) => ({
    ...whole,
    start: index,
    text: statement,
  }));
}

/** A query that code puts together of several texts: alone, none of them is one. */
function composedQuery(source: Source, node: Expression) {
  const composed = composedText(source, node);
  return composed && headOfText(composed.text) !== undefined ? composed : undefined;
}

/** A literal as PostgreSQL might read it: what is filled in is a value or a name, as are `?`, `??` and `:name`. */
export function spellings({ code, text }: SqlLiteral): string[] {
  const named =
    code && (literalText(code.source, code.node, "_p") ?? composedText(code.source, code.node, "_p"));
  const texts = [text, named?.text ?? text];
  const bound = texts.map((each) =>
    each
      .replaceAll("??", "_p")
      .replaceAll("?", "0")
      .replace(/(?<![:\w]):(\w+)/g, (_all, word: string) =>
        "$1".padEnd(word.length + 1).slice(0, Math.max(2, word.length + 1)),
      ),
  );
  return [...texts, ...bound];
}

/** What names a column or a table, by file. */
export type SqlMentions<Place extends { start: number; end: number }> = ReadonlyMap<
  string,
  readonly SqlMention<Place>[]
>;

/** The mentions in hand-written code; a file without all of the words is not read. */
export function mentionsOf<Place extends { start: number; end: number }>(
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  read: (literal: SqlLiteral) => SqlMention<Place> | undefined,
): SqlMentions<Place> {
  const found = new Map<string, SqlMention<Place>[]>();
  for (const [path, text] of files) {
    if (!isHandWritten(path) || !words.every((word) => wordOf(word).test(text))) continue;
    const mentions = literalsIn(path, text).flatMap((literal) => read(literal) ?? []);
    if (mentions.length > 0) found.set(path, mentions);
  }
  return found;
}

/** A reference to each mention in code that is certain; whether anybody runs a file of SQL is not. */
export const certainReferences = (mentions: SqlMentions<{ start: number; end: number }>): CodeReference[] =>
  [...mentions.values()]
    .flat()
    .filter(({ isCertain, literal }) => isCertain && literal.code !== undefined)
    .map((mention) => referenceTo(mention, false));

/**
 * The files with other names in the places that are certain, and a reference to each place. JavaScript stays, which a
 * program may have made, and so do files of SQL, which may tell of what was.
 */
export function carried<Place extends { start: number; end: number }>(
  files: ReadonlyMap<string, string>,
  mentions: SqlMentions<Place>,
  written: (place: Place, quote: (name: string) => string) => string,
): CarriedSql {
  const changed = new Map<string, string>();
  const references: CodeReference[] = [];
  for (const [path, found] of mentions) {
    const places = found
      .filter(isCarriable)
      .flatMap(({ literal, places }) => places.map((place) => ({ place, literal })))
      .toSorted(
        (one, other) => one.literal.start + one.place.start - other.literal.start - other.place.start,
      );
    const text = places.reduceRight((result, { place, literal }) => {
      const [start, end] = [literal.start + place.start, literal.start + place.end];
      const at = namePlace(result, { start, end }, plainName);
      return result.slice(0, at.start) + written(place, at.written) + result.slice(at.end);
    }, files.get(path) ?? "");
    if (text !== files.get(path)) changed.set(path, text);
    references.push(...found.map((mention) => referenceTo(mention, isCarriable(mention))));
  }
  return {
    files: changed,
    references: references.toSorted((one, other) => Number(one.isCarried) - Number(other.isCarried)),
  };
}

const isCarriable = ({ isCertain, literal }: SqlMention<{ start: number; end: number }>): boolean =>
  isCertain && /\.[cm]?tsx?$/.test(literal.source.path);

/** The line of a mention's first place. */
export function referenceTo(
  { literal: { source, start }, places }: SqlMention<{ start: number; end: number }>,
  isCarried: boolean,
): CodeReference {
  const line = lineAt(source.text, start + (places[0]?.start ?? 0));
  const text = (source.text.split("\n")[line - 1] ?? "").trim().slice(0, 160);
  return { path: source.path, line, text, kind: "sql", isCarried };
}
