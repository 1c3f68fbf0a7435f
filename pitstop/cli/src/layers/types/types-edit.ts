// The shared types: adding, taking out and renaming an attribute or a relation in `defineDomain({ … })`.
import type { Attribute, Constant } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { splitCalls } from "../../edit/chain.ts";
import { FileEdit, indentAt } from "../../edit/file-edit.ts";
import {
  importsOf,
  inNamesOf,
  isUsed,
  nameHere,
  originalName,
  removeImport,
  withoutUnusedImports,
} from "../../edit/imports.ts";
import { layOut } from "../../edit/layout.ts";
import { addItem, removeItem } from "../../edit/list-edit.ts";
import { bare, objectIn, propertyList } from "../../edit/object.ts";
import { quoted, textOf } from "../../edit/source.ts";
import { stringLiteral } from "../../edit/string-literal.ts";
import { addDomainImport } from "../domain-package.ts";
import { asOwnMember, type Member, readMembers, removeMember, renameMember } from "../members.ts";
import { readTypesFile, type TypesFile, type TypesRelation } from "./types-file.ts";

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

/** The file in which the attribute is a member of the object's own braces. */
export const withOwnMember = (file: TypesFile, attribute: string): TypesFile =>
  reread(file, asOwnMember(file.source, file.members, attribute));

/** The file in which the relation is a member of the object's own braces. */
const withOwnRelation = (file: TypesFile, relation: string): TypesFile =>
  reread(file, asOwnMember(file.source, file.relationMembers, relation));

/** The file in which what is said of the relation is in braces of its own, so that it alone changes. */
export function withRelationInBraces(from: TypesFile, relation: string): TypesFile {
  const file = withOwnRelation(from, relation);
  const { value } = relationOf(file, relation).property;
  if (bare(value).type === "ObjectExpression") return file;
  const edit = new FileEdit(file.source);
  edit.replace(value, `{ ...${textOf(file.source, value)} }`);
  return reread(file, edit.toString());
}

const reread = (file: TypesFile, text: string | undefined): TypesFile =>
  text === undefined ? file : readTypesFile(file.source.path, text, file.modules);

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
export function setRelationFilled(from: TypesFile, relation: string, isFilled: boolean): string {
  const file = withRelationInBraces(from, relation);
  const object = objectIn(file.source, relationOf(file, relation).property.value, "the relation");
  const edit = new FileEdit(file.source);
  const stated = readMembers(file.modules, file.source, object).all.find(({ name }) => name === "filled");
  if (isFilled === (stated !== undefined)) return from.source.text;
  if (isFilled) addItem(edit, propertyList(object), "filled: true");
  else if (stated) removeItem(edit, propertyList(object), stated.node);
  return edit.toString();
}

/** The file without a relation. */
export function removeRelation(from: TypesFile, relation: string): string {
  const file = withOwnRelation(from, relation);
  const edit = new FileEdit(file.source);
  removeItem(edit, propertyList(file.relationsObject), relationOf(file, relation).property.node);
  return withoutUnusedImports(from.source, edit.toString());
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

/** The relation that is known to be there. */
export function relationOf({ source, relations }: TypesFile, relation: string): TypesRelation {
  const found = relations.find(({ name }) => name === relation);
  if (!found) throw new Error(`${source.path} has no relation ${relation}.`);
  return found;
}

function memberIndent(file: TypesFile, object: number, sibling: { start: number } | undefined): string {
  const { text, indentUnit } = file.source;
  return sibling ? indentAt(text, sibling.start) : `${indentAt(text, object)}${indentUnit}`;
}
