// One place of an entity that names an attribute: by its property, or in SQL by its column.
import type { Expression, Node } from "oxc-parser";
import { isNode } from "../../edit/is-node.ts";
import { literalText, namePlace } from "../../edit/literal-text.ts";
import { lineAt, type Source, textOf } from "../../edit/source.ts";
import {
  exchangeColumn,
  exchangeInExpression,
  plainName,
  type Substitute,
} from "../../sql-text/rename-column.ts";
import type { EntityFile } from "./entity-file.ts";
import type { ListEntry } from "./list-entries.ts";

/** An attribute by its name in code and its column. */
export interface NamedAttribute {
  readonly attribute: string;
  readonly column: string;
}

/** What an attribute is called from now on; an expression gives its old value where the type is another one. */
export type NewName = NamedAttribute & Pick<Substitute, "expression">;

/** A place of an entity that names an attribute, or may name it. */
export interface EntityMention {
  readonly kind:
    | "index"
    | "unique"
    | "check"
    | "formula"
    | "generated column"
    | "filter"
    | "trigger"
    | "collection";
  /** The element of the list, or the property. */
  readonly node: Node;
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly isCertain: boolean;
  /** The entry of a list that it is, or the call of a column's chain. */
  readonly entry?: ListEntry;
  readonly call?: { readonly start: number; readonly end: number };
}

/** The name that is looked for, and what it becomes. */
export interface Names {
  readonly from: NamedAttribute;
  readonly to: NewName;
}

/** The key of an object's property: its name, and where that stands, between quotes if it has any. */
export function propertyKey({ key }: Extract<Node, { type: "Property" }>) {
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : "";
  return { name, place: key.type === "Literal" ? { start: key.start + 1, end: key.end - 1 } : key };
}

/** Where a mention stands. */
export const placed = (source: Source, node: Node) => ({
  node,
  path: source.path,
  line: lineAt(source.text, node.start),
  text: textOf(source, node),
});

/** What a part of an entity says of the attribute; `key` is the one whose value it is. */
export function mention(
  file: EntityFile,
  kind: EntityMention["kind"],
  node: Node,
  part: Node,
  names: Names,
  key = "",
): EntityMention {
  const reader = new MentionReader(file, kind, names);
  reader.visit(part, { key, columns: undefined });
  return { ...placed(file.source, node), kind, edits: reader.edits, isCertain: reader.isCertain };
}

/** What holds SQL, what holds names of properties, and what is a condition with properties as its keys. */
const SQL_KEYS = new Set(["expression", "where"]);
const PROPERTY_KEYS = new Set(["properties", "property", "include", "columns.name"]);
const CONDITION_KEYS = new Set(["where", "cond", "orderBy"]);

interface Around {
  /** The key whose value this is. */
  readonly key: string;
  /** The parameter that has the columns by their properties, in a callback. */
  readonly columns: string | undefined;
}

class MentionReader {
  readonly edits: { start: number; end: number; text: string }[] = [];
  isCertain: boolean = true;
  readonly #file: EntityFile;
  readonly #kind: EntityMention["kind"];
  readonly #names: Names;

  constructor(file: EntityFile, kind: EntityMention["kind"], names: Names) {
    this.#file = file;
    this.#kind = kind;
    this.#names = names;
  }

  visit(node: unknown, around: Around): void {
    if (Array.isArray(node)) for (const each of node) this.visit(each, around);
    if (!isNode(node)) return;
    if (node.type === "ArrowFunctionExpression") {
      const [first] = node.params;
      const hasColumns = first?.type === "Identifier" && !CONDITION_KEYS.has(around.key);
      // What a condition is computed by may hold any object.
      if (CONDITION_KEYS.has(around.key) && !node.expression) this.#opaque(node);
      else this.visit(node.body, { ...around, columns: hasColumns ? first.name : undefined });
    } else if (node.type === "MemberExpression") this.#member(node, around);
    else if (node.type === "Property") this.#property(node, around);
    else if (node.type === "Literal" || node.type === "TemplateLiteral") this.#text(node, around);
    else for (const [name, value] of Object.entries(node)) if (name !== "parent") this.visit(value, around);
  }

  /** `columns.color` in a callback. */
  #member(node: Extract<Node, { type: "MemberExpression" }>, { columns }: Around): void {
    const { object, property } = node;
    const isColumn =
      object.type === "Identifier" && object.name === columns && property.type === "Identifier";
    if (isColumn) this.#rename(property, property.name);
  }

  #property(property: Extract<Node, { type: "Property" }>, around: Around): void {
    const { value, shorthand } = property;
    const { name, place } = propertyKey(property);
    if (!CONDITION_KEYS.has(around.key)) {
      this.visit(value, { ...around, key: around.key === "columns" ? `columns.${name}` : name });
      return;
    }
    this.#rename(place, name, shorthand ? `: ${name}` : "");
    // `{ $or: [{ color: "red" }] }`
    this.visit(value, { ...around, key: name.startsWith("$") ? around.key : "" });
  }

  /** What can't be read names the attribute if it has the word. */
  #opaque({ start, end }: Node): void {
    const { attribute, column } = this.#names.from;
    const text = this.#file.source.text.slice(start, end);
    this.isCertain &&= !new RegExp(`\\b(?:${attribute}|${column})\\b`).test(text);
  }

  #text(node: Extract<Node, { type: "Literal" | "TemplateLiteral" }>, around: Around): void {
    if (SQL_KEYS.has(around.key)) this.#sql(node);
    if (node.type === "TemplateLiteral") this.visit(node.expressions, around);
    else if (PROPERTY_KEYS.has(around.key) && typeof node.value === "string")
      this.#rename({ start: node.start + 1, end: node.end - 1 }, node.value);
  }

  #rename({ start, end }: { start: number; end: number }, name: string, behind = ""): void {
    const { from, to } = this.#names;
    if (name === from.attribute && from.attribute !== to.attribute)
      this.edits.push({ start, end, text: to.attribute + behind });
  }

  #sql(node: Expression): void {
    const { from, to } = this.#names;
    const literal = literalText(this.#file.source, node);
    if (!literal || from.column === to.column) return;
    const name = { table: this.#file.tableName.text, column: from.column };
    const { text } = literal;
    const by = { column: to.column };
    const found = /^\s*create\s/i.test(text)
      ? exchangeColumn(text, name, by)
      : exchangeInExpression(
          text.replace(/\s(stored|virtual)\s*$/i, (end) => " ".repeat(end.length)),
          name,
          by,
        );
    const word = new RegExp(`\\b${from.column}\\b`);
    this.isCertain &&= found ? found.isCertain : !word.test(text);
    for (const place of found?.places ?? []) {
      const [start, end] = [literal.start + place.start, literal.start + place.end];
      const at = namePlace(this.#file.source.text, { start, end }, plainName);
      this.edits.push({ start: at.start, end: at.end, text: this.#column(at.written) });
    }
  }

  #column(written: (name: string) => string): string {
    const { column, expression } = this.#names.to;
    return this.#kind === "formula" && expression !== undefined
      ? expression.replaceAll("$", `"${column}"`)
      : written(column);
  }
}
