// The shared types: adding, taking out and renaming an attribute or a relation in `defineDomain({ … })`.
import type { Attribute, Constant } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { splitCalls } from "../../edit/chain.ts";
import { FileEdit, indentAt } from "../../edit/file-edit.ts";
import { importsOf, inNamesOf, isUsed, nameHere, originalName, removeImport } from "../../edit/imports.ts";
import { layOut } from "../../edit/layout.ts";
import { addItem, removeItem } from "../../edit/list-edit.ts";
import { objectIn, propertyList } from "../../edit/object.ts";
import { notUnderstood, quoted } from "../../edit/source.ts";
import { stringLiteral } from "../../edit/string-literal.ts";
import { addDomainImport } from "../domain-package.ts";
import { type Member, readMembers, removeMember, renameMember, spreadWrittenOut } from "../members.ts";
import { readTypesFile, type TypesFile } from "./types-file.ts";

/** A relation as it is to be stated. */
export interface RelationStatement {
  readonly name: string;
  readonly domain: string;
  readonly label: string;
  readonly isNullable: boolean;
}

/** The file with an attribute more, behind the others. */
export function addAttribute(file: TypesFile, attribute: Attribute): string {
  const edit = new FileEdit(file.source);
  const list = propertyList(file.attributesObject);
  const indent = memberIndent(file, list.start, list.items.at(-1));
  addItem(edit, list, attributeText(file, attribute, indent));
  const name = attributeTypes.get(attribute.type)?.imports;
  if (name) addDomainImport(edit, name);
  if (usesZod(schemaText(attribute))) importZod(edit, file, "value");
  return edit.toString();
}

/** Whether a schema's text calls zod by itself. */
export const usesZod = (schema: string, zod = "z"): boolean => new RegExp(`\\b${zod}\\s*\\.`).test(schema);

/** A file that states no schema imports zod's types alone; the linter asks for that. */
function importZod(edit: FileEdit, file: TypesFile, kind: "type" | "value"): void {
  const declaration = importsOf(file.source).find(({ source }) => source.value === "zod");
  if (!declaration || declaration.importKind === kind) return;
  const head = /^import(\s+type)?/.exec(file.source.text.slice(declaration.start))?.[0] ?? "";
  const place = { start: declaration.start, end: declaration.start + head.length };
  edit.replace(place, kind === "type" ? "import type" : "import");
}

/** The file without an attribute; an import that nothing else uses goes with it. */
export function removeAttribute(from: TypesFile, attribute: string): string {
  const file = withOwnMember(from, attribute);
  const member = attributeOf(file, attribute);
  const edit = new FileEdit(file.source);
  removeMember(edit, file.attributesObject, member);
  const { text } = file.source;
  const others = text.slice(0, member.node.start) + text.slice(member.node.end);
  for (const { local } of importsOf(file.source).flatMap(({ specifiers }) => specifiers)) {
    const isConcerned = isUsed(file.source, local.name, text.slice(member.node.start, member.node.end));
    if (
      isConcerned &&
      originalName(file.source, local.name) !== "z" &&
      !isUsed(file.source, local.name, others)
    )
      removeImport(edit, local.name);
  }
  const zod = nameHere(file.source, "z");
  const schemas = others.replace(new RegExp(`\\b${zod}\\.(input|infer|output)<`, "g"), "");
  if (!usesZod(schemas, zod)) importZod(edit, file, "type");
  return edit.toString();
}

/** The file with the attribute's name changed, in the title too. Only the key has to be known. */
export function renameAttribute(from: TypesFile, attribute: string, to: string): string {
  const isOwn = attributeOf(from, attribute).spread === undefined;
  const file = isOwn ? from : withOwnMember(from, attribute);
  const edit = new FileEdit(file.source);
  renameMember(edit, attributeOf(file, attribute), attribute, to);
  if (file.title.text === attribute) edit.replace(file.title.node, quoted(file.source, `"${to}"`));
  return edit.toString();
}

/**
 * The file in which the attribute is a member of the object's own braces: a spread that brings it is written out, so
 * that other domains with the same spread keep what they have.
 */
export function withOwnMember(file: TypesFile, attribute: string): TypesFile {
  const { spread, node } = attributeOf(file, attribute);
  if (!spread) return node.shorthand ? withKey(file, attribute) : file;
  const isCertain = !file.members.opaque.some(({ node }) => node === spread);
  if (!isCertain)
    throw notUnderstood(
      file.source,
      spread,
      `every name of this spread, which has "${attribute}", written out`,
    );
  const text = spreadWrittenOut(file.source, file.members, spread);
  return readTypesFile(file.source.path, text, file.modules);
}

/** `weight` as `weight: weight`, so that either half can be changed. */
function withKey(file: TypesFile, attribute: string): TypesFile {
  const edit = new FileEdit(file.source);
  edit.replace(attributeOf(file, attribute).node, `${attribute}: ${attribute}`);
  return readTypesFile(file.source.path, edit.toString(), file.modules);
}

/** The file with a relation more. */
export function addRelation(file: TypesFile, { name, domain, label, isNullable }: RelationStatement): string {
  const edit = new FileEdit(file.source);
  const text = quoted(
    file.source,
    `${name}: { domain: "${domain}", label: ${stringLiteral(label)}, nullable: ${isNullable} }`,
  );
  addItem(edit, propertyList(file.relationsObject), text);
  return edit.toString();
}

/** The file with a relation that the database fills for clients that leave it out, or does so no longer. */
export function setRelationFilled(file: TypesFile, relation: string, isFilled: boolean): string {
  const edit = new FileEdit(file.source);
  const found = file.relations.find(({ name }) => name === relation);
  if (!found) return file.source.text;
  const object = objectIn(file.source, found.property.value, "the relation");
  const stated = readMembers(file.modules, file.source, object).all.find(({ name }) => name === "filled");
  if (isFilled && !stated) addItem(edit, propertyList(object), "filled: true");
  if (!isFilled && stated) removeItem(edit, propertyList(object), stated.node);
  return edit.toString();
}

/** The file without a relation. */
export function removeRelation(file: TypesFile, relation: string): string {
  const edit = new FileEdit(file.source);
  const found = file.relations.find(({ name }) => name === relation);
  if (!found) return file.source.text;
  if (found.property.spread)
    throw notUnderstood(file.source, found.property.spread, `the relation "${relation}" written out here`);
  removeItem(edit, propertyList(file.relationsObject), found.property.node);
  return edit.toString();
}

/** An attribute's property: `color: z.string().trim().min(1).max(40).nullable().meta({ label: "Color" })`. */
function attributeText(file: TypesFile, attribute: Attribute, indent: string): string {
  const [root, ...calls] = splitCalls(schemaText(attribute));
  return quoted(
    file.source,
    layOut(file.source, attribute.name, inNamesOf(file.source, root ?? ""), calls, indent),
  );
}

/** The schema of an attribute as the shared types write it. */
export function schemaText(attribute: Attribute): string {
  const type = attributeTypes.get(attribute.type);
  if (!type) throw new Error(`There is no attribute type ${attribute.type}.`);
  const nullable = attribute.isNullable ? ".nullable()" : "";
  const fallback = attribute.default === undefined ? "" : `.default(${constantText(attribute.default)})`;
  return `${type.zod(attribute.rules)}${nullable}${fallback}.meta({ ${metaText(attribute)} })`;
}

/** A constant, or a list of some, as TypeScript writes it. */
export const constantText = (value: Constant | readonly Constant[]): string => {
  if (Array.isArray(value)) return `[${value.map(constantText).join(", ")}]`;
  return typeof value === "string" ? stringLiteral(value) : JSON.stringify(value);
};

function metaText(attribute: Attribute): string {
  return [
    `label: ${stringLiteral(attribute.label)}`,
    attribute.description === undefined ? "" : `description: ${stringLiteral(attribute.description)}`,
    attribute.isSortable ? "sortable: true" : "",
    attribute.type === "text" ? "multiline: true" : "",
    attribute.isSearchable ? "searchable: true" : "",
    attribute.examples === undefined ? "" : `examples: ${constantText(attribute.examples)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** The member of an attribute that is known to be there. */
export function attributeOf(file: TypesFile, attribute: string): Member {
  const found = file.attributes.find(({ name }) => name === attribute);
  if (!found) throw new Error(`${file.source.path} has no attribute ${attribute}.`);
  return found;
}

function memberIndent(file: TypesFile, object: number, sibling: { start: number } | undefined): string {
  const { text, indentUnit } = file.source;
  return sibling ? indentAt(text, sibling.start) : `${indentAt(text, object)}${indentUnit}`;
}

/** Names a domain as the target of relations that lead to it. */
export function relationsRenamed(edit: FileEdit, file: TypesFile, from: string, to: string): void {
  for (const { domain, property } of file.relations) {
    if (domain !== from || property.source !== file.source) continue;
    const text = file.source.text.slice(property.node.start, property.node.end);
    edit.replace(
      property.node,
      text.replace(new RegExp(`(\\bdomain["']?:\\s*["'])${from}(["'])`), `$1${to}$2`),
    );
  }
}
