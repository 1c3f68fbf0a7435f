// What an entity says of a column beside the column itself: indexes, uniques, checks, formulas, generated columns.
import type { Expression, Node, ObjectExpression } from "oxc-parser";
import { FileEdit } from "../../edit/file-edit.ts";
import { bare } from "../../edit/object.ts";
import { lineAt, notUnderstoodAt, textOf } from "../../edit/source.ts";
import { withArticle } from "../../names/case.ts";
import { type Member, readMembers } from "../members.ts";
import { type EntityFile, readEntityFile } from "./entity-file.ts";
import {
  type EntityMention,
  mention,
  type NamedAttribute,
  type Names,
  type NewName,
  placed,
} from "./entity-mention.ts";
import { type ListEntry, removeEntry } from "./list-entries.ts";

/** Every place that names the attribute, with the edits that make it name another one. */
export function entityMentions(file: EntityFile, from: NamedAttribute, to: NewName): EntityMention[] {
  const names = { from, to };
  const inLists = (["index", "unique", "check"] as const).flatMap((kind) =>
    file.entries[kind].map((entry) => ({ ...mentionIn(file, kind, entry, names), entry })),
  );
  const inTriggers = file.entries.trigger.map(({ element, value, source }) =>
    named(file, "trigger", { source, value: value ?? (element as Expression) }, from),
  );
  const inFilters = file.filters.map((filter) => filterMention(file, filter, names));
  const inColumns = [...file.attributes, ...file.hidden].flatMap((member) =>
    member.source === file.source
      ? callsOf(member.value, Object.keys(kindsOfCalls)).map(({ name, argument, start, end }) => ({
          ...mention(file, kindsOfCalls[name] ?? "formula", member.node, argument, names, "expression"),
          call: { start, end },
          line: lineAt(file.source.text, argument.start),
          text: textOf(file.source, { start, end }).trim(),
        }))
      : [],
  );
  return [...inLists, ...inTriggers, ...inFilters, ...inColumns].filter(
    ({ edits, isCertain }) => edits.length > 0 || !isCertain,
  );
}

/** The calls of a column that hold SQL. */
const kindsOfCalls: Readonly<Record<string, EntityMention["kind"]>> = {
  check: "check",
  formula: "formula",
  generated: "generated column",
};

/** What an entry of a list says of the attribute. One that another file states can't be changed for this entity alone. */
function mentionIn(
  file: EntityFile,
  kind: "index" | "unique" | "check",
  entry: ListEntry,
  names: Names,
): EntityMention {
  const { element, value, source } = entry;
  const found = mention({ ...file, source }, kind, element, value ?? element, names);
  if (value && source === file.source) return found;
  const text = textOf(source, value ?? element);
  const isNamed =
    found.edits.length > 0 || new RegExp(`\\b(?:${names.from.attribute}|${names.from.column})\\b`).test(text);
  return {
    ...found,
    edits: [],
    isCertain: !isNamed,
    line: lineAt(source.text, (value ?? element).start),
    text,
  };
}

/** A filter as a condition whose keys can be renamed. One that isn't written out in this file can't. */
function filterMention(
  file: EntityFile,
  filter: Pick<Member, "source" | "value">,
  names: Names,
): EntityMention {
  const value = bare(filter.value);
  // It names properties alone.
  if (names.from.attribute === names.to.attribute)
    return { ...named(file, "filter", filter, names.from), isCertain: true };
  if (filter.source !== file.source || value.type !== "ObjectExpression")
    return named(file, "filter", filter, names.from);
  return mention(file, "filter", value, value, names);
}

/** What can't be changed names the attribute, or its column, if it has the word. */
function named(
  { source: own }: EntityFile,
  kind: EntityMention["kind"],
  { source, value }: Pick<Member, "source" | "value">,
  { attribute, column }: NamedAttribute,
): EntityMention {
  const place = placed(source, value);
  return {
    ...place,
    kind,
    text: source === own ? place.text : "",
    edits: [],
    isCertain: !new RegExp(`\\b(?:${attribute}|${column})\\b`).test(place.text),
  };
}

/** The file in which all that names the attribute names the other one. Throws FILE_NOT_UNDERSTOOD for what may name it. */
export function renameInEntity(file: EntityFile, from: NamedAttribute, to: NewName): string {
  const edit = new FileEdit(file.source);
  for (const found of entityMentions(file, from, to)) {
    const { edits, isCertain } = found;
    if (!isCertain) throw uncertain(found, from);
    for (const { start, end, text } of edits) edit.replace({ start, end }, text);
  }
  return edit.toString();
}

/** The file without the indexes, uniques and checks that name the attribute, and what they were. */
export function removeMentions(
  file: EntityFile,
  attribute: NamedAttribute,
): { text: string; ended: readonly EntityMention[] } {
  const ended: EntityMention[] = [];
  let current = file;
  for (;;) {
    const found = entityMentions(current, attribute, { attribute: "", column: "" }).find(({ node, kind }) => {
      const properties = current.indexes.find((index) => index.node === node)?.properties;
      // The index on (attribute, id) goes without a word.
      return kind !== "index" || properties?.join() !== `${attribute.attribute},id`;
    });
    if (!found) return { text: current.source.text, ended };
    const { kind, call, entry } = found;
    if (NEEDED.has(kind) || !found.isCertain) throw uncertain(found, attribute);
    const edit = new FileEdit(current.source);
    if (call) edit.remove(call.start, call.end);
    if (entry) removeEntry(edit, entry);
    ended.push(found);
    current = readEntityFile(current.source.path, edit.toString(), current.modules);
  }
}

/** What does something else without the attribute: nobody can take it out on the side. */
const NEEDED: ReadonlySet<EntityMention["kind"]> = new Set([
  "formula",
  "generated column",
  "filter",
  "trigger",
]);

/** The error for a place that names the attribute and can't be changed for certain. */
export const uncertain = ({ path, line, kind }: EntityMention, { attribute }: NamedAttribute) =>
  notUnderstoodAt(path, line, `${withArticle(kind)} that doesn't name "${attribute}"`);

/** The names that indexes, uniques and checks state themselves, in lists and in the chains of columns. */
export function statedNames(file: EntityFile): Set<string> {
  const inLists = Object.values(file.entries)
    .flat()
    .map(({ value, source }) =>
      value?.type === "ObjectExpression" ? memberOf({ ...file, source }, value, "name") : undefined,
    );
  const inColumns = [...file.attributes, ...file.hidden].flatMap(({ value }) =>
    callsOf(value, ["index", "unique"]).map(({ argument }) => argument),
  );
  return new Set(
    [...inLists, ...inColumns].flatMap((name) =>
      name?.type === "Literal" && typeof name.value === "string" ? [name.value] : [],
    ),
  );
}

const memberOf = (file: EntityFile, object: ObjectExpression, key: string): Expression | undefined => {
  const value = readMembers(file.modules, file.source, object).all.find(({ name }) => name === key)?.value;
  return value && bare(value);
};

/** A call of a column's chain, from the end of what it is called on. */
interface ColumnCall {
  readonly name: string;
  readonly argument: Node;
  readonly start: number;
  readonly end: number;
}

/** The calls of these names in a chain. */
function callsOf(value: Expression, names: readonly string[]): ColumnCall[] {
  const found: ColumnCall[] = [];
  let node = bare(value);
  while (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const { property, object } = node.callee;
    const [argument] = node.arguments;
    if (property.type === "Identifier" && names.includes(property.name) && argument)
      found.push({ name: property.name, argument, start: object.end, end: node.end });
    node = bare(object as Expression); // the object of a call that isn't `super`
  }
  return found;
}
