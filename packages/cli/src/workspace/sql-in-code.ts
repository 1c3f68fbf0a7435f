// SQL in hand-written code that names a column: raw queries of services, scripts and tests.
import type { Expression, Node } from "oxc-parser";
import { literalText } from "../edit/literal-text.ts";
import { lineAt, readSource, type Source } from "../edit/source.ts";
import type { CodeReference } from "../plan.ts";
import { storedColumns } from "../schema-history/stored-columns.ts";
import { type ColumnName, type ColumnPlace, columnPlaces, tablesOf } from "../sql-text/column-places.ts";
import { plainName } from "../sql-text/rename-column.ts";

/** A literal that names a column, or may name it. */
interface SqlMention {
  readonly source: Source;
  /** Where the text begins in the file. */
  readonly start: number;
  /** Empty where the text has the words of table and column, and isn't understood. */
  readonly places: readonly ColumnPlace[];
  readonly isCertain: boolean;
}

/** What became of SQL in code. */
export interface CarriedSql {
  /** The files that have another text now. */
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly CodeReference[];
}

/**
 * Makes queries read and write the column that takes the place of another one. Their results keep the names that they
 * had, so that the code around them goes on. What isn't certain stays, and is listed.
 */
export function carrySql(files: ReadonlyMap<string, string>, name: ColumnName, to: string): CarriedSql {
  const changed = new Map<string, string>();
  const references: CodeReference[] = [];
  for (const [path, mentions] of mentionsIn(files, name)) {
    let text = files.get(path) ?? "";
    for (const mention of mentions.toReversed()) {
      references.push(referenceTo(mention, mention.isCertain));
      if (mention.isCertain) text = exchanged(text, mention, name, to);
    }
    if (text !== files.get(path)) changed.set(path, text);
  }
  return { files: changed, references: byCertainty(references) };
}

/** SQL in code that names a column, most certain first. */
export function sqlReferences(files: ReadonlyMap<string, string>, name: ColumnName): CodeReference[] {
  const mentions = [...mentionsIn(files, name).values()].flat();
  return mentions
    .toSorted((one, other) => Number(other.isCertain) - Number(one.isCertain))
    .map((mention) => referenceTo(mention, false));
}

/** SQL in code that names a column for certain. */
export function certainSql(files: ReadonlyMap<string, string>, name: ColumnName): CodeReference[] {
  const mentions = [...mentionsIn(files, name).values()].flat();
  return mentions.filter(({ isCertain }) => isCertain).map((mention) => referenceTo(mention, false));
}

/** Queries in code that read or write a table for certain. */
export function queriesOf(files: ReadonlyMap<string, string>, table: string): CodeReference[] {
  const found: CodeReference[] = [];
  const word = wordOf(table);
  for (const [path, text] of files) {
    if (!isHandWritten(path) || !word.test(text)) continue;
    for (const { source, node } of literalsIn(path, text)) {
      const literal = literalText(source, node);
      if (!literal || !QUERY.test(literal.text) || !word.test(literal.text)) continue;
      if (!spellings(source, node).some((sql) => tablesOf(sql).includes(table))) continue;
      const start = literal.start + Math.max(0, literal.text.search(word));
      found.push(referenceTo({ source, start, places: [], isCertain: true }, false));
    }
  }
  return found;
}

const byCertainty = (references: readonly CodeReference[]): CodeReference[] =>
  references.toSorted((one, other) => Number(one.isCarried) - Number(other.isCarried));

function mentionsIn(files: ReadonlyMap<string, string>, name: ColumnName): Map<string, SqlMention[]> {
  const found = new Map<string, SqlMention[]>();
  const [column, table] = [wordOf(name.column), wordOf(name.table)];
  for (const [path, text] of files) {
    if (!isHandWritten(path) || !column.test(text) || !table.test(text)) continue;
    const mentions = sqlMentions(files, path, text, name);
    if (mentions.length > 0) found.set(path, mentions);
  }
  return found;
}

const wordOf = (word: string): RegExp => new RegExp(`(?<![\\w$])${word}(?![\\w$])`);

/** Migrations are history, and the machinery's own SQL is about tables of any name. */
const isHandWritten = (path: string): boolean =>
  /^(apps|packages|scripts)\/.*\.tsx?$/.test(path) &&
  !path.includes("/migrations/") &&
  !/^packages\/(cli|migrator|contract|postgres)\//.test(path) &&
  !path.startsWith("packages/db/src/entities/");

function sqlMentions(
  files: ReadonlyMap<string, string>,
  path: string,
  text: string,
  name: ColumnName,
): SqlMention[] {
  return literalsIn(path, text)
    .flatMap(({ source, node }) => mentionIn(files, source, node, name) ?? [])
    .toSorted((one, other) => one.start - other.start);
}

/** The texts of a file, with or without what is filled in. */
function literalsIn(path: string, text: string): { source: Source; node: Expression }[] {
  let source: Source;
  try {
    source = readSource(path, text);
  } catch {
    return [];
  }
  const found: { source: Source; node: Expression }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    if (node.type === "Literal" || node.type === "TemplateLiteral") found.push({ source, node });
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value);
  };
  visit(source.program.body);
  return found;
}

function mentionIn(
  files: ReadonlyMap<string, string>,
  source: Source,
  node: Expression,
  name: ColumnName,
): SqlMention | undefined {
  const literal = literalText(source, node);
  if (!literal || !QUERY.test(literal.text) || !wordOf(name.column).test(literal.text)) return undefined;
  if (!wordOf(name.table).test(literal.text)) return undefined;
  const columnsOf = (table: string) => storedColumns({ files }, table);
  const places = spellings(source, node)
    .map((text) => columnPlaces(text, name, { columnsOf }))
    .find((found) => found !== undefined);
  if (places?.length === 0) return undefined;
  const isCertain = places?.every((place) => place.isCertain) ?? false;
  return { source, start: literal.start, places: places ?? [], isCertain };
}

/** A literal as PostgreSQL might read it: what is filled in is a value or a name, as are `?`, `??` and `:name`. */
function spellings(source: Source, node: Expression): string[] {
  const texts = [literalText(source, node), literalText(source, node, "_p")].flatMap(
    (each) => each?.text ?? [],
  );
  const bound = texts.map((text) =>
    text
      .replaceAll("??", "_p")
      .replaceAll("?", "0")
      .replace(/(?<![:\w]):(\w+)/g, (_all, word: string) =>
        "$1".padEnd(word.length + 1).slice(0, Math.max(2, word.length + 1)),
      ),
  );
  return [...texts, ...bound];
}

const QUERY = /^\s*(?:select|insert|update|delete|with|merge)\b/i;

function exchanged(text: string, { start, places }: SqlMention, name: ColumnName, to: string): string {
  return places.toReversed().reduce((result, place) => {
    const [from, until] = [start + place.start, start + place.end];
    const isQuoted = result[from] === '"';
    const quote = (word: string) => (isQuoted ? `"${word}"` : plainName(word));
    const now = place.isOutput ? `${quote(to)} as ${quote(name.column)}` : quote(to);
    return result.slice(0, from) + now + result.slice(until);
  }, text);
}

function referenceTo({ source, start, places }: SqlMention, isCarried: boolean): CodeReference {
  const line = lineAt(source.text, start + (places[0]?.start ?? 0));
  const text = (source.text.split("\n")[line - 1] ?? "").trim().slice(0, 160);
  return { path: source.path, line, text, kind: "sql", isCarried };
}

const isNode = (value: unknown): value is Expression & Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
