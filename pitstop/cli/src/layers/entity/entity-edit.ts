// The entity: adding, taking out, renaming and changing a column or a relation in `defineEntity({ … })`.
import { literal } from "@pitstop/migrator/recipes";
import type { Attribute, Constant } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { splitCalls } from "../../edit/chain.ts";
import { FileEdit, indentAt } from "../../edit/file-edit.ts";
import { addImport, inNamesOf, moduleOf, nameHere, withoutUnusedImports } from "../../edit/imports.ts";
import { layOut } from "../../edit/layout.ts";
import { addItem, removeItem } from "../../edit/list-edit.ts";
import { elementList, propertyList } from "../../edit/object.ts";
import { quoted, textOf } from "../../edit/source.ts";
import { stringLiteral } from "../../edit/string-literal.ts";
import { addJsonImport } from "../domain-package.ts";
import { asOwnMember, removeMember, renameMember } from "../members.ts";
import { constantText } from "../types/types-edit.ts";
import { type EntityFile, type EntityIndex, readEntityFile } from "./entity-file.ts";
import { arrayHere, removeEntry } from "./list-entries.ts";

/** What a foreign key does when the record that it leads to is deleted. */
export type OnDelete = "restrict" | "set-null" | "cascade";

/** The file with a column more: behind the other attributes, before the relations, with its index. */
export function addAttribute(file: EntityFile, attribute: Attribute): string {
  const edit = new FileEdit(file.source);
  const list = propertyList(file.propertiesObject);
  // Behind the last column that is written here; else behind what is spread, before the relations.
  const columns = [...file.attributes, ...file.hidden].map(({ spread, node }) => spread ?? node);
  const sibling =
    list.items.findLast(({ start }) => columns.some((column) => column.start === start)) ??
    file.propertiesObject.properties.find(({ type }) => type === "SpreadElement");
  const indent = sibling
    ? indentAt(file.source.text, sibling.start)
    : `${indentAt(file.source.text, list.start)}${file.source.indentUnit}`;
  const [root, ...calls] = splitCalls(columnText(attribute));
  addItem(
    edit,
    list,
    quoted(
      file.source,
      layOut(file.source, attribute.name, inNamesOf(file.source, root ?? ""), calls, indent),
    ),
    sibling,
  );
  if (needsIndex(attribute)) addIndex(edit, file, attribute.name);
  if (attribute.type === "json") addJsonImport(edit);
  return edit.toString();
}

/** The file without a column and without the indexes on it. */
export function removeAttribute(from: EntityFile, attribute: string): string {
  const file = withOwnMember(from, attribute);
  const edit = new FileEdit(file.source);
  const member = file.attributes.find(({ name }) => name === attribute);
  if (!member) return file.source.text;
  removeMember(edit, file.propertiesObject, member);
  removeIndexes(edit, file, attribute);
  return withoutUnusedImports(from.source, edit.toString());
}

/** The file with the property's name changed; what names it in indexes, uniques and checks is for `renameInEntity`. */
export function renameProperty(from: EntityFile, attribute: string, to: string): string {
  const file = withOwnMember(from, attribute);
  const edit = new FileEdit(file.source);
  const member = [...file.attributes, ...file.relations.map((relation) => relation.property)].find(
    ({ name }) => name === attribute,
  );
  if (member) renameMember(edit, member, attribute, to);
  return edit.toString();
}

/** The file in which the property is written in the entity's own braces. */
export function withOwnMember(file: EntityFile, property: string): EntityFile {
  const text = asOwnMember(file.source, file.members, property);
  return text === undefined ? file : readEntityFile(file.source.path, text, file.modules);
}

/** The index on (attribute, id) alone. */
export const plainIndexOn = (file: EntityFile, attribute: string): EntityIndex | undefined =>
  file.indexes.find(({ properties, isPlain }) => isPlain && properties.join() === `${attribute},id`);

/** A relation's side that holds the foreign key. */
export interface RelationColumn {
  readonly name: string;
  /** The constant of the entity that it leads to, and the file beside this one that has it. */
  readonly target: string;
  readonly targetFile: string;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  readonly onDelete: OnDelete;
}

/** The file with a foreign key more. */
export function addRelation(file: EntityFile, relation: RelationColumn): string {
  const edit = new FileEdit(file.source);
  const kind = relation.isUnique ? "oneToOne" : "manyToOne";
  const text = [
    `() => ${nameHere(file.source, "p")}.${kind}(${relation.target})`,
    relation.isUnique ? ".owner()" : "",
    relation.isNullable ? ".nullable()" : "",
    `.deleteRule("${relation.onDelete.replace("-", " ")}")`,
    relation.isUnique ? "" : ".index()",
  ].join("");
  addItem(
    edit,
    propertyList(file.propertiesObject),
    quoted(file.source, `${relation.name}: ${text}`),
    lastProperty(file),
  );
  importEntity(edit, file, relation);
  return edit.toString();
}

/** The side that others refer to. */
export interface Collection {
  readonly name: string;
  readonly target: string;
  readonly targetFile: string;
  readonly mappedBy: string;
}

/** The file with a collection more: `cars: () => p.oneToMany(CarEntity).mappedBy("category")`. */
export function addCollection(file: EntityFile, { name, target, targetFile, mappedBy }: Collection): string {
  const edit = new FileEdit(file.source);
  const text = `${name}: () => ${nameHere(file.source, "p")}.oneToMany(${target}).mappedBy("${mappedBy}")`;
  addItem(edit, propertyList(file.propertiesObject), quoted(file.source, text), lastProperty(file));
  importEntity(edit, file, { target, targetFile });
  return edit.toString();
}

/** An entity that is imported already may come by another file, which passes it on. */
function importEntity(
  edit: FileEdit,
  file: EntityFile,
  { target, targetFile }: Pick<Collection, "target" | "targetFile">,
): void {
  if (target !== file.constant && moduleOf(file.source, target) === undefined)
    addImport(edit, targetFile, target);
}

/** The file without a relation or a collection; the import of the other entity goes where nothing else uses it. */
export function removeRelation(from: EntityFile, name: string): string {
  const file = withOwnMember(from, name);
  const edit = new FileEdit(file.source);
  const relation = file.relations.find((candidate) => candidate.name === name);
  if (!relation) return from.source.text;
  removeItem(edit, propertyList(file.propertiesObject), relation.property.node);
  removeIndexes(edit, file, name);
  return withoutUnusedImports(from.source, edit.toString());
}

/** The property builder of an attribute as entities write it. */
export function columnText(attribute: Attribute): string {
  const type = attributeTypes.get(attribute.type);
  if (!type) throw new Error(`There is no attribute type ${attribute.type}.`);
  return [
    type.entity(attribute.rules),
    attribute.isNullable ? ".nullable()" : "",
    attribute.default === undefined ? "" : defaultCall(attribute.type, attribute.default),
    attribute.isUnique ? ".unique()" : "",
  ].join("");
}

/**
 * A default as PostgreSQL shows it back, so that the database never seems to differ from the entity. MikroORM puts
 * `.default("…")` between apostrophes as it is, so a text with one is stated as SQL; and it doesn't recognize a text of
 * several lines without its type.
 */
function defaultCall(type: string, value: Constant): string {
  if (type !== "datetime" && typeof value === "string" && /['\n]/.test(value)) {
    const cast = !value.includes("\n") ? "" : type === "text" ? "::text" : "::character varying";
    return `.defaultRaw(${stringLiteral(literal(value) + cast)})`;
  }
  return `.default(${defaultText(type, value)})`;
}

function defaultText(type: string, value: Constant): string {
  if (typeof value === "object") return stringLiteral(JSON.stringify(value));
  if (type !== "datetime") return constantText(value);
  const moment = String(value)
    .replace("T", " ")
    .replace("Z", "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  return stringLiteral(`${moment}+00`);
}

/** A sortable attribute has an index on (attribute, id); a unique one has one that serves as well. */
export const needsIndex = ({ isSortable, isUnique }: Attribute): boolean => isSortable && !isUnique;

/** Adds the index of a sortable attribute, behind those of the other attributes and before the record's own. */
export function addIndex(edit: FileEdit, file: EntityFile, attribute: string): void {
  const text = quoted(file.source, `{ properties: ["${attribute}", "id"] }`);
  if (!file.indexesValue) {
    const table = propertyList(file.statement).items.find(
      ({ start, end }) => start <= file.tableName.node.start && end >= file.tableName.node.end,
    );
    addItem(edit, propertyList(file.statement), `indexes: [${text}]`, table);
    return;
  }
  const array = arrayHere(file.modules, file.source, file.indexesValue);
  if (!array) {
    edit.replace(file.indexesValue, `[...${textOf(file.source, file.indexesValue)}, ${text}]`);
    return;
  }
  const list = elementList(file.source, array);
  const first = file.indexes.findIndex(
    ({ properties }) => properties[0] === "createdAt" || properties[0] === "updatedAt",
  );
  const follower =
    first < 0 ? -1 : list.items.findIndex(({ start }) => start === file.indexes[first]?.node.start);
  const place = follower < 0 ? list.items.length : follower;
  addItem(edit, list, text, list.items[place - 1]);
}

/** Takes out every index and unique that names the property. */
export function removeIndexes(edit: FileEdit, file: EntityFile, property: string): void {
  const gone = [...file.indexes, ...file.uniques].filter(({ properties }) => properties.includes(property));
  for (const entry of [...file.entries.index, ...file.entries.unique])
    if (gone.some(({ node }) => node === entry.element)) removeEntry(edit, entry);
}

const lastProperty = (file: EntityFile) => file.propertiesObject.properties.at(-1);
