// The texts of hand-written code that are SQL: raw queries of services, scripts and tests.
import type { Expression } from "oxc-parser";
import { composedText } from "../edit/composed-text.ts";
import { isNode } from "../edit/is-node.ts";
import { literalText, namePlace } from "../edit/literal-text.ts";
import { lineAt, readSource, type Source } from "../edit/source.ts";
import type { CodeReference } from "../plan.ts";
import { plainName } from "../sql-text/rename-column.ts";

/** A text of code, in as many characters as the file has for it. */
export interface SqlLiteral {
  readonly source: Source;
  readonly node: Expression;
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
export function headFor(text: string): string | undefined {
  if (QUERY.test(text)) return "";
  return SUBQUERY.test(text) ? "select " : undefined;
}

/** An expression with a query in it, as formulas of entities have them: `(select count(*) from shipments where …)`. */
const SUBQUERY = /\(\s*select\b/i;

/** Migrations are history. */
const isHandWritten = (path: string): boolean =>
  /^(apps|packages|scripts)\/.*\.tsx?$/.test(path) && !path.includes("/migrations/");

/** The texts of a file in their order, with or without what is filled in; none of a file that can't be read. */
function literalsIn(path: string, text: string): SqlLiteral[] {
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
    if (literal) found.push({ source, node: expression, ...literal });
    if (literal && node.type !== "TemplateLiteral") return;
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value);
  };
  visit(source.program.body);
  return found.toSorted((one, other) => one.start - other.start);
}

/** A query that code puts together of several texts: alone, none of them is one. */
function composedQuery(source: Source, node: Expression) {
  const composed = composedText(source, node);
  return composed && headFor(composed.text) !== undefined ? composed : undefined;
}

/** A literal as PostgreSQL might read it: what is filled in is a value or a name, as are `?`, `??` and `:name`. */
export function spellings({ source, node, text }: SqlLiteral): string[] {
  const named = literalText(source, node, "_p") ?? composedText(source, node, "_p");
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

/** A reference to each mention that is certain. */
export const certainReferences = (mentions: SqlMentions<{ start: number; end: number }>): CodeReference[] =>
  [...mentions.values()]
    .flat()
    .filter(({ isCertain }) => isCertain)
    .map((mention) => referenceTo(mention, false));

/** The files with other names in the places that are certain, and a reference to each place. */
export function carried<Place extends { start: number; end: number }>(
  files: ReadonlyMap<string, string>,
  mentions: SqlMentions<Place>,
  written: (place: Place, quote: (name: string) => string) => string,
): CarriedSql {
  const changed = new Map<string, string>();
  const references: CodeReference[] = [];
  for (const [path, found] of mentions) {
    const places = found
      .filter(({ isCertain }) => isCertain)
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
    references.push(...found.map((mention) => referenceTo(mention, mention.isCertain)));
  }
  return {
    files: changed,
    references: references.toSorted((one, other) => Number(one.isCarried) - Number(other.isCarried)),
  };
}

/** The line of a mention's first place. */
export function referenceTo(
  { literal: { source, start }, places }: SqlMention<{ start: number; end: number }>,
  isCarried: boolean,
): CodeReference {
  const line = lineAt(source.text, start + (places[0]?.start ?? 0));
  const text = (source.text.split("\n")[line - 1] ?? "").trim().slice(0, 160);
  return { path: source.path, line, text, kind: "sql", isCarried };
}
