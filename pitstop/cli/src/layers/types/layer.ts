// The shared types: `defineDomain({ … })` in a file for each domain.
import { FileEdit } from "../../edit/file-edit.ts";
import { lineAt, notUnderstood, quoted } from "../../edit/source.ts";
import { kebabCase, pluralOf, wordsOf } from "../../names/case.ts";
import type { Draft } from "../../plans/draft.ts";
import { type Domain, readableDomains, readDomain } from "../../workspace/read-domain.ts";
import type { Finding } from "../finding.ts";
import type { Layer, MemberChange } from "../layer.ts";
import { domainPaths, renamedPath } from "../paths.ts";
import { removeWithReExports } from "../re-exports.ts";
import { renamedWords, without } from "../renamed-words.ts";
import { newTypesText } from "./new-types.ts";
import { changeSchema, restateAttribute } from "./types-change.ts";
import { addAttribute, addRelation, removeAttribute, removeRelation, renameAttribute } from "./types-edit.ts";
import { type NamedText, readTypesFile, type TypesFile } from "./types-file.ts";

export const types: Layer = {
  name: "types",
  read: (_workspace, domain) => [domain.types.source.path],
  add(draft, domain, why) {
    draft.write(domainPaths(domain.name).types, newTypesText(domain), "types", why);
  },
  remove(draft, domain, why) {
    removeWithReExports(draft, domain.types.source.path, "types", why);
  },
  rename(draft, domain, { name, plural, names }, why) {
    const file = domain.types;
    const edit = new FileEdit(file.source);
    const set = (node: { start: number; end: number }, text: string) =>
      edit.replace(node, quoted(file.source, JSON.stringify(text)));
    set(file.name.node, name);
    set(file.plural.node, kebabCase(plural));
    if (isMade(file.one, wordsOf(domain.name))) set(file.one.node, wordsOf(name));
    if (isMade(file.many, wordsOf(pluralOf(domain.name)))) set(file.many.node, wordsOf(plural));
    renameTargets(draft, domain.name, name, edit, why);
    const words = file.constant === domain.name ? names : without(names, domain.name);
    const path = renamedPath(file.source.path, domain.name, { name, plural });
    draft.move(file.source.path, path, renamedWords(edit.toString(), words), "types", why);
  },
  change(draft, { name }, change, why) {
    const file = readDomain(draft.workspace, name).types;
    writeChanged(draft, file, changed(file, change), why);
  },
  check: titleFindings,
};

/** Relations that lead to a domain name it by its new name, wherever that is written; `own` is the edit of its own file. */
function renameTargets(draft: Draft, from: string, to: string, own: FileEdit, why: string): void {
  const targets = readableDomains(draft.workspace)
    .flatMap(({ types: { relations } }) => relations)
    .filter((relation) => relation.domain === from)
    .map(({ target }) => target);
  for (const [path, found] of Map.groupBy(targets, ({ source }) => source.path)) {
    const edit = path === own.source.path ? own : new FileEdit((found[0] ?? own).source);
    const places = new Map(found.map(({ expression }) => [expression.start, expression]));
    for (const place of places.values()) {
      if (place.type !== "Literal") throw notUnderstood(edit.source, place, `"${from}" written out as text`);
      edit.replace(place, quoted(edit.source, `"${to}"`));
    }
    if (edit !== own) draft.write(path, edit.toString(), "types", why);
  }
}

/** A file that says nothing of a change stays as people wrote it. */
function writeChanged(draft: Draft, { source }: TypesFile, text: string, why: string): void {
  if (text !== source.text) draft.write(source.path, text, "types", why);
}

/** Whether a label is the name in words, and this file's to change. */
const isMade = ({ text, isElsewhere }: NamedText, words: string): boolean => text === words && !isElsewhere;

function changed(file: TypesFile, change: MemberChange): string {
  switch (change.kind) {
    case "add attribute":
      return addAttribute(file, change.attribute);
    case "remove attribute":
      return removeAttribute(file, change.attribute.name);
    case "rename attribute":
      return renamed(file, change);
    case "restate attribute":
      return restateAttribute(file, change.before, change.after);
    case "add relation": {
      const { relation, other } = change;
      const label =
        relation.label ?? (relation.name === other.name ? other.label.one : wordsOf(relation.name));
      return addRelation(file, {
        name: relation.name,
        domain: other.name,
        label,
        isNullable: !relation.required,
      });
    }
    case "remove relation":
      return removeRelation(file, change.relation);
  }
}

function renamed(
  file: TypesFile,
  { attribute, to, label }: Extract<MemberChange, { kind: "rename attribute" }>,
): string {
  const text = renameAttribute(file, attribute.name, to);
  if (label === attribute.label) return text;
  return changeSchema(readTypesFile(file.source.path, text, file.modules), to, { meta: { label } });
}

function titleFindings({ name, types: { title, source, members }, attributes }: Domain): Finding[] {
  // What can't be read may be just the attribute that seems to be missing.
  if (title.text === "id" || attributes.includes(title.text) || members.opaque.length > 0) return [];
  const line = lineAt(source.text, title.node.start);
  return [{ domain: name, path: source.path, line, text: `the title "${title.text}" is not an attribute` }];
}
