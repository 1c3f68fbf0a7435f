// Where the text of a file has a name that becomes another one.
import { type Expression, type Node, parseSync } from "oxc-parser";
import { isNode } from "../edit/is-node.ts";
import { Modules } from "../edit/modules.ts";
import { bare } from "../edit/object.ts";
import { readSource } from "../edit/source.ts";
import type { CompileError } from "./type-check.ts";

/** Old names of properties and what they become: `color` → `paint`. */
export type Renames = ReadonlyMap<string, string>;

/** A piece of a text, and what has to stand there. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where an error is about an old name, and what has to stand there instead. */
export function placesOf(files: ReadonlyMap<string, string>, error: CompileError, renames: Renames): Place[] {
  const { path } = error;
  // The smallest node around the place of the error.
  const child = nodesIn(path, files).findLast(
    ({ node }) => node.start <= error.start && error.end <= node.end,
  );
  if (!child) return [];
  // Of a text in backquotes, the part between them has no quotes of its own.
  const { node, parent } = child.node.type === "TemplateElement" ? withoutParent(child) : child;
  const place = namePlace(path, node, parent, renames);
  if (place) return [place];
  const literals = literalPlaces(path, node, parent, renames);
  return literals.length > 0 ? literals : constantPlaces(path, files, node, renames);
}

/**
 * The texts of constants that the compiler complains about, wherever they are written: `{ [KEY]: "red" }` with
 * `const KEY = "color"`, `car[fields.color]`.
 */
function constantPlaces(
  path: string,
  files: ReadonlyMap<string, string>,
  node: Node,
  renames: Renames,
): Place[] {
  const source = readSource(path, files.get(path) ?? "");
  const modules = new Modules(files);
  return below(node).flatMap(({ node: named }) => {
    if (named.type !== "Identifier" && named.type !== "MemberExpression") return [];
    const found = modules.resolve({ source, expression: named as Expression }); // of either type
    return found ? (textPlace(found.source.path, bare(found.expression), renames) ?? []) : [];
  });
}

/** Every name of a property and every text in a file that is an old name. */
export function everyPlace(files: ReadonlyMap<string, string>, path: string, renames: Renames): Place[] {
  return nodesIn(path, files).flatMap(({ node, parent }) => {
    const place = parent?.type === "VariableDeclarator" ? undefined : namePlace(path, node, parent, renames);
    return place ?? textPlace(path, node, renames) ?? [];
  });
}

/** The keys of objects that are an old name. */
export function keysIn(files: ReadonlyMap<string, string>, path: string, renames: Renames): Place[] {
  return nodesIn(path, files).flatMap(({ node, parent }) => {
    if (parent?.type !== "Property" || parent.key !== node || parent.computed) return [];
    return namePlace(path, node, parent, renames) ?? textPlace(path, node, renames) ?? [];
  });
}

/** Where a property's name is an old one: behind a point, as a key, in a type. */
export function propertyNames(files: ReadonlyMap<string, string>, path: string, renames: Renames): number[] {
  return nodesIn(path, files).flatMap(({ node, parent }) => {
    if (node.type !== "Identifier" || !renames.has(node.name) || !parent) return [];
    if ("computed" in parent && parent.computed) return [];
    const isName =
      parent.type === "MemberExpression" ? parent.property === node : "key" in parent && parent.key === node;
    return isName ? node.start : [];
  });
}

/** The text with other words at these places. */
export function replaced(text: string, places: readonly Place[]): string {
  const unique = [...new Map(places.map((place) => [place.start, place])).values()].sort(
    (one, other) => other.start - one.start,
  );
  return unique.reduce(
    (result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end),
    text,
  );
}

/** A name that is an old one. What a shorthand like `{ color }` means in its own file keeps its name. */
function namePlace(path: string, node: Node, parent: Node | undefined, renames: Renames): Place | undefined {
  if (node.type !== "Identifier" && node.type !== "JSXIdentifier") return undefined;
  const renamed = renames.get(node.name);
  if (renamed === undefined) return undefined;
  const isShorthand = parent?.type === "Property" && parent.shorthand;
  const { start } = node;
  // The node of a parameter with a type ends behind the type.
  return {
    path,
    start,
    end: start + node.name.length,
    text: isShorthand ? `${renamed}: ${node.name}` : renamed,
  };
}

/** A text that is an old name: its words, between the quotes. */
function textPlace(path: string, node: Node, renames: Renames): Place | undefined {
  const value =
    node.type === "TemplateLiteral" && node.expressions.length === 0
      ? node.quasis[0]?.value.cooked
      : node.type === "Literal" && node.value;
  const text = typeof value === "string" ? renames.get(value) : undefined;
  return text === undefined ? undefined : { path, start: node.start + 1, end: node.end - 1, text };
}

/** The text or the path that has an old name, in the property or the argument that the compiler complains about. */
function literalPlaces(path: string, node: Node, parent: Node | undefined, renames: Renames): Place[] {
  const inside = below(givenTo(node, parent));
  const found = inside.flatMap((each) => textPlace(path, each.node, renames) ?? []);
  if (found.length > 0) return found.length === 1 ? found : [];
  const paths = inside.map((each) => pathPlaces(path, each.node, renames)).filter(({ length }) => length > 0);
  return paths.length === 1 ? (paths[0] ?? []) : [];
}

/** The parts of a path through relations that are an old name: `"category.name"`. */
function pathPlaces(path: string, node: Node, renames: Renames): Place[] {
  if (node.type !== "Literal" || typeof node.value !== "string" || !node.value.includes(".")) return [];
  let start = node.start + 1;
  return node.value.split(".").flatMap((part) => {
    const place = { path, start, end: start + part.length, text: renames.get(part) ?? part };
    start = place.end + 1;
    return renames.has(part) ? place : [];
  });
}

const withoutParent = ({ node, parent }: Child): Child => ({ node: parent ?? node, parent: undefined });

/** What a key is given; any other node itself. */
function givenTo(node: Node, parent: Node | undefined): Node {
  if (parent?.type === "Property" && parent.key === node) return parent.value;
  if (parent?.type === "JSXAttribute" && parent.name === node) return parent.value ?? node;
  return node;
}

/** A node with the one that it stands in. */
interface Child {
  readonly node: Node;
  readonly parent: Node | undefined;
}

const nodesIn = (path: string, files: ReadonlyMap<string, string>): Child[] =>
  below(parseSync(path, files.get(path) ?? "").program);

/** A node and all nodes in it, outer ones first. Of a shorthand, its name stands for key and value. */
function below(top: Node): Child[] {
  const found: Child[] = [];
  const visit = (value: unknown, parent: Node | undefined): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, parent);
    if (!isNode(value)) return;
    found.push({ node: value, parent });
    if (value.type === "Property" && value.shorthand) {
      visit(value.key, value);
      if (value.value.type === "AssignmentPattern") visit(value.value.right, value.value);
      return;
    }
    for (const [key, child] of Object.entries(value)) if (key !== "parent") visit(child, value);
  };
  visit(top, undefined);
  return found;
}
