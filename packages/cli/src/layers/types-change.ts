// Changing the schema of an attribute in place: the calls that are concerned, and no others.
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes, importedNames } from "../attribute-types/index.ts";
import { layOut } from "../edit/chain.ts";
import { FileEdit, indentAt } from "../edit/file-edit.ts";
import { addImport, isUsed, removeImport } from "../edit/imports.ts";
import { type bare, objectIn, propertiesOf } from "../edit/object.ts";
import { notUnderstood, quoted, textOf } from "../edit/source.ts";
import { stringLiteral } from "../edit/string-literal.ts";
import { typesFacts } from "./read-attribute.ts";
import type { TypesFile } from "./types-file.ts";
import { constantText, splitCalls } from "./types-layer.ts";

/** What becomes of meta data; undefined takes an entry out. */
export type MetaChange = Readonly<Record<string, string | boolean | undefined>>;

/** The file with an attribute's meta data changed; everything else of its schema stays. */
export function changeSchema(file: TypesFile, name: string, change: { meta: MetaChange }): string {
  const facts = typesFacts(file, name);
  const { source } = file;
  const calls = facts.chain.calls.map((call) => call.text);
  const place = facts.chain.calls.findIndex((call) => call.name === "meta");
  const meta = metaEntries(file, facts.chain.calls[place]?.args[0]);
  for (const [key, value] of Object.entries(change.meta)) {
    if (value === undefined) meta.delete(key);
    else meta.set(key, quoted(source, typeof value === "string" ? stringLiteral(value) : String(value)));
  }
  const text =
    meta.size === 0 ? "" : `.meta({ ${[...meta].map(([key, value]) => `${key}: ${value}`).join(", ")} })`;
  if (place < 0) calls.push(text);
  else calls[place] = text;
  return written(file, name, facts.chain.root, calls.filter(Boolean));
}

/**
 * The file with an attribute's schema as the attribute has it now. Calls that the tool does not know (`.refine(…)`)
 * stay where the type does; with another type they are refused, because nobody can say whether they still hold.
 */
export function restateAttribute(file: TypesFile, attribute: Attribute): string {
  const facts = typesFacts(file, attribute.name);
  const { source } = file;
  const property = file.attributes.find(({ name }) => name === attribute.name);
  if (facts.unknown.length > 0 && facts.type !== attribute.type) {
    throw notUnderstood(
      source,
      property?.node ?? 0,
      `no rule of its own (${facts.unknown[0]}) on "${attribute.name}", whose type changes`,
    );
  }
  const type = attributeTypes.get(attribute.type);
  const [root = "", ...base] = splitCalls(type?.zod(attribute.rules) ?? "");
  const custom = facts.chain.calls
    .filter((call) => facts.unknown.includes(call.text))
    .map((call) => call.text);
  const meta = metaEntries(file, facts.chain.calls.find((call) => call.name === "meta")?.args[0]);
  setEntry(meta, "label", stringLiteral(attribute.label));
  setEntry(
    meta,
    "description",
    attribute.description === undefined ? undefined : stringLiteral(attribute.description),
  );
  setEntry(meta, "sortable", attribute.isSortable ? "true" : undefined);
  setEntry(meta, "multiline", attribute.type === "text" ? "true" : undefined);
  setEntry(meta, "searchable", attribute.isSearchable ? "true" : undefined);
  const calls = [
    ...base,
    ...custom,
    attribute.isNullable ? ".nullable()" : "",
    attribute.default === undefined ? "" : `.default(${constantText(attribute.default)})`,
    `.meta({ ${[...meta].map(([key, value]) => `${key}: ${value}`).join(", ")} })`,
  ].filter(Boolean);
  return written(
    file,
    attribute.name,
    root,
    calls.map((call) => (custom.includes(call) ? call : quoted(source, call))),
    type?.imports,
  );
}

function setEntry(meta: Map<string, string>, key: string, value: string | undefined): void {
  if (value === undefined) meta.delete(key);
  else meta.set(key, value);
}

/** The entries of `.meta({ … })` as they stand in the file. */
function metaEntries(
  file: TypesFile,
  argument: Parameters<typeof bare>[0] | { type: "SpreadElement" } | undefined,
): Map<string, string> {
  if (!argument || argument.type === "SpreadElement") return new Map();
  const object = objectIn(file.source, argument as Parameters<typeof bare>[0], "the meta data");
  return new Map(
    propertiesOf(file.source, object).map(({ name, value }) => [name, textOf(file.source, value)]),
  );
}

function written(
  file: TypesFile,
  name: string,
  root: string,
  calls: readonly string[],
  imported?: string,
): string {
  const { source } = file;
  const { chain } = typesFacts(file, name);
  const property = file.attributes.find((attribute) => attribute.name === name);
  if (!property) return source.text;
  if (chain.hasComment)
    throw notUnderstood(source, property.node, `no comment within the schema of "${name}"`);
  const edit = new FileEdit(source);
  const key = textOf(source, property.node.key);
  const indent = indentAt(source.text, property.node.start);
  const text = layOut(key, root, calls, indent).split("\n").join(`${source.eol}${indent}`);
  edit.replace({ start: property.node.start, end: property.node.end }, text);
  const others = source.text.slice(0, property.node.start) + source.text.slice(property.node.end);
  for (const each of importedNames) {
    if (
      each !== imported &&
      root.startsWith(each) === false &&
      isUsed(source, each) &&
      !isUsed(source, each, others)
    )
      removeImport(edit, each);
  }
  if (imported) addImport(edit, "./attribute.ts", imported);
  return edit.toString();
}
