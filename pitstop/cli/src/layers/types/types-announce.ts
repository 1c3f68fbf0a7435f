// The shared types: saying of a domain or a relation that it is to go, as `.meta()` says it of an attribute.
import type { ObjectExpression } from "oxc-parser";
import { FileEdit, indentAt, lineEnd, lineStart } from "../../edit/file-edit.ts";
import { widthOf } from "../../edit/layout.ts";
import { addItem, isOnOneLine, removeItem } from "../../edit/list-edit.ts";
import { objectIn, propertyList } from "../../edit/object.ts";
import { quoted, textOf } from "../../edit/source.ts";
import { readMembers } from "../members.ts";
import { constantText, relationOf, withRelationInBraces } from "./types-edit.ts";
import { readTypesFile, type TypesFile, type TypesRelation } from "./types-file.ts";

/**
 * What is written: `{ deprecated: true, deprecatedSince: "2026-11-27", sunset: "2027-05-28" }`; undefined takes an entry
 * out.
 */
export type AnnouncementEntries = Readonly<Record<"deprecatedSince" | "sunset", string | undefined>> & {
  readonly deprecated: true | undefined;
};

/** The file in which the domain is announced to go, behind its description. */
export function announceDomain(file: TypesFile, entries: AnnouncementEntries): string {
  return withEntries(file, (each) => each.statement, entries, "description");
}

/** The file in which a relation is announced to go. */
export function announceRelation(
  file: TypesFile,
  { name }: TypesRelation,
  entries: AnnouncementEntries,
): string {
  const find = (each: TypesFile) =>
    objectIn(each.source, relationOf(each, name).property.value, "the relation");
  return withEntries(withRelationInBraces(file, name), find, entries);
}

function withEntries(
  file: TypesFile,
  find: (file: TypesFile) => ObjectExpression,
  entries: AnnouncementEntries,
  behind?: string,
): string {
  if (entries.deprecated === undefined) return withoutEntries(file, find, Object.keys(entries));
  const object = find(file);
  const { source } = file;
  const edit = new FileEdit(source);
  const own = readMembers(file.modules, source, object).all.filter(({ spread }) => spread === undefined);
  const added: string[] = [];
  for (const [key, value] of Object.entries(entries)) {
    const stated = own.find(({ name }) => name === key);
    if (value === undefined) continue;
    const text = quoted(source, constantText(value));
    if (stated) edit.replace(stated.value, text);
    else added.push(`${key}: ${text}`);
  }
  const list = propertyList(object);
  const { text } = source;
  const line = text.slice(lineStart(text, object.start), lineEnd(text, object.start));
  const isInline = isOnOneLine(source, list);
  if (isInline && line.length + added.join(", ").length + 2 > widthOf(source)) {
    const indent = indentAt(text, object.start);
    const properties = [...list.items.map((item) => textOf(source, item)), ...added];
    const lines = properties.map((property) => `${indent}${source.indentUnit}${property},`);
    edit.replace(object, ["{", ...lines, `${indent}}`].join(source.eol));
  } else if (added.length > 0) {
    const place = own.find(({ name }) => name === behind)?.node;
    addItem(edit, list, added.join(isInline ? ", " : ",\n"), place ?? list.items.at(-1));
  }
  return edit.toString();
}

/** One after the other: neighbors that go together would overlap. */
function withoutEntries(
  from: TypesFile,
  find: (file: TypesFile) => ObjectExpression,
  keys: readonly string[],
): string {
  let file = from;
  for (const key of keys) {
    const object = find(file);
    const edit = new FileEdit(file.source);
    const own = readMembers(file.modules, file.source, object).all;
    const entry = own.find(({ name, spread }) => name === key && spread === undefined);
    if (entry) removeItem(edit, propertyList(object), entry.node);
    // A spread brings it, for others too.
    else if (own.some(({ name }) => name === key)) addItem(edit, propertyList(object), `${key}: undefined`);
    file = readTypesFile(from.source.path, edit.toString(), from.modules);
  }
  return file.source.text;
}
