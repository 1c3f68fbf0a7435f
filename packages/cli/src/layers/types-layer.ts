// The shared types: adding, taking out, renaming and changing an attribute or a relation in `defineDomain({ … })`.
import type { Attribute, Constant } from "../attribute-types/attribute.ts";
import { attributeTypes, importedNames } from "../attribute-types/index.ts";
import { layOut } from "../edit/chain.ts";
import { FileEdit, indentAt } from "../edit/file-edit.ts";
import { addImport, importsOf, isUsed, removeImport } from "../edit/imports.ts";
import { addItem, removeItem } from "../edit/list-edit.ts";
import { type NamedProperty, objectIn, propertiesOf, propertyList } from "../edit/object.ts";
import { quoted } from "../edit/source.ts";
import { stringLiteral } from "../edit/string-literal.ts";
import type { TypesFile } from "./types-file.ts";

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
  const indent = memberIndent(file, file.attributesObject.start, file.attributes.at(-1));
  addItem(edit, propertyList(file.attributesObject), attributeText(file, attribute, indent));
  const name = attributeTypes.get(attribute.type)?.imports;
  if (name) addImport(edit, "./attribute.ts", name);
  if (usesZod(schemaText(attribute))) importZod(edit, file, "value");
  return edit.toString();
}

/** Whether a schema's text calls zod by itself. */
export const usesZod = (schema: string): boolean => /\bz\s*\./.test(schema);

/** A file that states no schema imports zod's types alone; the linter asks for that. */
function importZod(edit: FileEdit, file: TypesFile, kind: "type" | "value"): void {
  const declaration = importsOf(file.source).find(({ source }) => source.value === "zod");
  if (!declaration || declaration.importKind === kind) return;
  const head = /^import(\s+type)?/.exec(file.source.text.slice(declaration.start))?.[0] ?? "";
  const place = { start: declaration.start, end: declaration.start + head.length };
  edit.replace(place, kind === "type" ? "import type" : "import");
}

/** The file without an attribute; an import that nothing else uses goes with it. */
export function removeAttribute(file: TypesFile, attribute: string): string {
  const property = attributeOf(file, attribute);
  const edit = new FileEdit(file.source);
  const list = propertyList(file.attributesObject);
  removeItem(edit, list, property.node);
  const { text } = file.source;
  const others = text.slice(0, property.node.start) + text.slice(property.node.end);
  for (const name of importedNames) {
    if (isUsed(file.source, name) && !isUsed(file.source, name, others)) removeImport(edit, name);
  }
  if (!usesZod(others.replace(/z\.(input|infer|output)</g, ""))) importZod(edit, file, "type");
  return edit.toString();
}

/** The file with the attribute's name changed, in the title too. */
export function renameAttribute(file: TypesFile, from: string, to: string): string {
  const edit = new FileEdit(file.source);
  const { node } = attributeOf(file, from);
  if (node.shorthand) edit.replace(node, `${to}: ${from}`);
  else edit.replace(node.key, to);
  if (file.title.text === from) edit.replace(file.title.node, quoted(file.source, `"${to}"`));
  return edit.toString();
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

/** The file with a relation that the database fills for whoever leaves it out, or does so no longer. */
export function setRelationFilled(file: TypesFile, relation: string, isFilled: boolean): string {
  const edit = new FileEdit(file.source);
  const found = file.relations.find(({ name }) => name === relation);
  if (!found) return file.source.text;
  const object = objectIn(file.source, found.property.value, "the relation");
  const stated = propertiesOf(file.source, object).find(({ name }) => name === "filled");
  if (isFilled && !stated) addItem(edit, propertyList(object), "filled: true");
  if (!isFilled && stated) removeItem(edit, propertyList(object), stated.node);
  return edit.toString();
}

/** The file without a relation. */
export function removeRelation(file: TypesFile, relation: string): string {
  const edit = new FileEdit(file.source);
  const found = file.relations.find(({ name }) => name === relation);
  if (found) removeItem(edit, propertyList(file.relationsObject), found.property.node);
  return edit.toString();
}

/** An attribute's property: `color: z.string().trim().min(1).max(40).nullable().meta({ label: "Color" })`. */
function attributeText(file: TypesFile, attribute: Attribute, indent: string): string {
  const [root, ...calls] = splitCalls(schemaText(attribute));
  return quoted(file.source, layOut(attribute.name, root ?? "", calls, indent));
}

/** The schema of an attribute as the shared types write it. */
export function schemaText(attribute: Attribute): string {
  const type = attributeTypes.get(attribute.type);
  if (!type) throw new Error(`There is no attribute type ${attribute.type}.`);
  const nullable = attribute.isNullable ? ".nullable()" : "";
  const fallback = attribute.default === undefined ? "" : `.default(${constantText(attribute.default)})`;
  return `${type.zod(attribute.rules)}${nullable}${fallback}.meta({ ${metaText(attribute)} })`;
}

/** A constant as TypeScript writes it. */
export const constantText = (value: Constant): string =>
  typeof value === "string" ? stringLiteral(value) : JSON.stringify(value);

function metaText(attribute: Attribute): string {
  return [
    `label: ${stringLiteral(attribute.label)}`,
    attribute.description === undefined ? "" : `description: ${stringLiteral(attribute.description)}`,
    attribute.isSortable ? "sortable: true" : "",
    attribute.type === "text" ? "multiline: true" : "",
    attribute.isSearchable ? "searchable: true" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** `z.string().max(80)` → `z`, `.string()`, `.max(80)`, by the points outside of texts and brackets. */
export function splitCalls(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote) {
      if (character === "\\") index++;
      else if (character === quote) quote = "";
    } else if (`"'`.includes(character)) quote = character;
    else if (character === "/" && depth > 0) quote = "/";
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "." && depth === 0 && index > start) {
      // `.iso.date()` is one call.
      if (parts.length > 0 && !text.slice(start, index).includes("(")) continue;
      parts.push(text.slice(start, index));
      start = index;
    }
  }
  return [...parts, text.slice(start)];
}

/** The property of an attribute that is known to be there. */
export function attributeOf(file: TypesFile, attribute: string): NamedProperty {
  const found = file.attributes.find(({ name }) => name === attribute);
  if (!found) throw new Error(`${file.source.path} has no attribute ${attribute}.`);
  return found;
}

function memberIndent(file: TypesFile, object: number, sibling: NamedProperty | undefined): string {
  const { text } = file.source;
  return sibling ? indentAt(text, sibling.node.start) : `${indentAt(text, object)}  `;
}
