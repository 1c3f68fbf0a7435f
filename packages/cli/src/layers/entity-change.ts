// Changing a column of an entity in place.
import type { Attribute } from "../attribute-types/attribute.ts";
import { layOut } from "../edit/chain.ts";
import { FileEdit, indentAt } from "../edit/file-edit.ts";
import { addImport, isUsed, removeImport } from "../edit/imports.ts";
import { removeItem } from "../edit/list-edit.ts";
import { elementList } from "../edit/object.ts";
import { notUnderstood, quoted, textOf } from "../edit/source.ts";
import { snakeCase } from "../names/case.ts";
import type { EntityFile } from "./entity-file.ts";
import { addIndex, columnText, needsIndex } from "./entity-layer.ts";
import { entityFacts } from "./read-attribute.ts";
import { splitCalls } from "./types-layer.ts";

/**
 * The file with a column as the attribute has it now, under the column's name, and with the index that it needs.
 * Calls that the tool does not know (`.comment(…)`) stay.
 */
export function restateColumn(file: EntityFile, attribute: Attribute, column: string): string {
  const { source } = file;
  const facts = entityFacts(file, attribute.name);
  const property = file.attributes.find(({ name }) => name === attribute.name);
  if (!property) return source.text;
  if (facts.chain.hasComment)
    throw notUnderstood(source, property.node, `no comment within the column of "${attribute.name}"`);
  const [root = "", ...calls] = splitCalls(columnText(attribute));
  if (column !== snakeCase(attribute.name)) calls.push(`.fieldName("${column}")`);
  const edit = new FileEdit(source);
  const indent = indentAt(source.text, property.node.start);
  const texts = [...calls.map((call) => quoted(source, call)), ...facts.unknown];
  const text = layOut(textOf(source, property.node.key), root, texts, indent)
    .split("\n")
    .join(`${source.eol}${indent}`);
  edit.replace(property.node, text);
  const indexed = file.indexes.findIndex(({ properties }) => properties.join() === `${attribute.name},id`);
  if (needsIndex(attribute) && indexed < 0) addIndex(edit, file, attribute.name);
  if (!needsIndex(attribute) && indexed >= 0 && file.indexesArray) {
    const list = elementList(source, file.indexesArray);
    const item = list.items[indexed];
    if (item) removeItem(edit, list, item);
  }
  const others = source.text.slice(0, property.node.start) + source.text.slice(property.node.end);
  if (attribute.type === "json") addImport(edit, "@pitstop/types", "Json", { isType: true });
  else if (isUsed(source, "Json") && !isUsed(source, "Json", others)) removeImport(edit, "Json");
  return edit.toString();
}
