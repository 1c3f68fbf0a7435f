import type { Argument, CallExpression, Expression } from "oxc-parser";
import { originalName } from "./imports.ts";
import { bare } from "./object.ts";
import { type Source, textOf } from "./source.ts";

/** One call of a chain: `.max(80)`. */
export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
  /** From the point to the closing parenthesis, as it is in the file. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a call that is written around what it is called on, `z.nullable(z.string())`: where it begins, and what is inside. */
  readonly around?: { readonly start: number; readonly inner: Expression };
}

/** A chain of calls: `z.string().max(80)` has the root `z`; `decimal(12, 2).nullable()` has `decimal(12, 2)`. */
export interface Chain {
  readonly source: Source;
  readonly root: string;
  readonly rootNode: Expression;
  /** Of the root: its name where it comes from, or that of the function it calls; empty for anything else. */
  readonly rootName: string;
  /** Of the root, where it is a call itself. */
  readonly rootArgs: readonly Argument[] | undefined;
  readonly calls: readonly Call[];
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a value as a chain of calls; undefined for anything else. A name alone is a chain without calls.
 * `z.nullable(z.string())` is the chain `z.string().nullable()`, whose last call is written around the others.
 */
export function readChain(source: Source, expression: Expression): Chain | undefined {
  const calls: Call[] = [];
  let node: Expression = bare(expression);
  const { start, end } = node;
  for (;;) {
    const outer = around(source, node);
    const inside = outer && readChain(source, outer.expression);
    if (inside) return { ...inside, calls: [...inside.calls, outer.call, ...calls], start, end };
    const chain = { source, root: textOf(source, node), rootNode: node, calls, start, end };
    if (node.type === "Identifier")
      return { ...chain, rootName: originalName(source, node.name), rootArgs: undefined };
    if (node.type === "MemberExpression") return { ...chain, rootName: "", rootArgs: undefined };
    if (node.type !== "CallExpression") return undefined;
    const { callee } = node;
    if (callee.type === "Identifier")
      return { ...chain, rootName: originalName(source, callee.name), rootArgs: node.arguments };
    if (callee.type !== "MemberExpression" || callee.computed || callee.optional) return undefined;
    if (callee.property.type !== "Identifier") return undefined;
    const inner = namespaceBefore(source, callee.object);
    const from = pointBehind(source, inner.node.end);
    calls.unshift({
      name: isOrNull(source, callee.property.name, node.arguments)
        ? "nullable"
        : inner.prefix + callee.property.name,
      args: node.arguments,
      text: source.text.slice(from, node.end),
      start: from,
      end: node.end,
    });
    node = bare(inner.node);
  }
}

/** zod's functions that are given a schema and say one thing more of it, by the names of the methods that do the same. */
const AROUND: Readonly<Record<string, string>> = {
  _default: "default",
  catch: "catch",
  exactOptional: "exactOptional",
  nonoptional: "nonoptional",
  nullable: "nullable",
  nullish: "nullish",
  optional: "optional",
  prefault: "prefault",
  readonly: "readonly",
};

/** What a call is written around: `z.nullable(…)`, `z.union([…, z.null()])`. */
function around(source: Source, node: Expression): { expression: Expression; call: Call } | undefined {
  const name = node.type === "CallExpression" ? zodFunction(source, node) : undefined;
  if (node.type !== "CallExpression" || name === undefined) return undefined;
  const [first, ...args] = node.arguments;
  if (!first || first.type === "SpreadElement") return undefined;
  const inner = name === "union" ? besideNull(source, bare(first)) : first;
  const method = name === "union" ? "nullable" : AROUND[name];
  if (!inner || method === undefined) return undefined;
  const given = args.map((argument) => textOf(source, argument)).join(", ");
  const call = {
    name: method,
    args,
    text: `.${method}(${given})`,
    start: inner.end,
    end: node.end,
    around: { start: node.start, inner },
  };
  return { expression: inner, call };
}

/** The name of a function of zod that is called by itself: `z.nullable(…)`. */
function zodFunction(source: Source, { callee }: CallExpression): string | undefined {
  if (callee.type !== "MemberExpression" || callee.computed || callee.optional) return undefined;
  const { object, property } = callee;
  const isZod = object.type === "Identifier" && originalName(source, object.name) === "z";
  return isZod && property.type === "Identifier" ? property.name : undefined;
}

/** The other one of two schemas of which one is null's. */
function besideNull(source: Source, list: Expression): Expression | undefined {
  if (list.type !== "ArrayExpression" || list.elements.length !== 2) return undefined;
  const others = list.elements.filter((element) => !isNull(source, element));
  const [other] = others;
  return others.length === 1 && other && other.type !== "SpreadElement" ? other : undefined;
}

/** `.or(z.null())` */
const isOrNull = (source: Source, name: string, [argument]: readonly Argument[]): boolean =>
  name === "or" && argument !== undefined && isNull(source, argument);

/** `z.null()`, `z.literal(null)` */
function isNull(source: Source, node: Argument | null): boolean {
  if (node?.type !== "CallExpression") return false;
  const name = zodFunction(source, node);
  const [value] = node.arguments;
  return (
    name === "null" ||
    (name === "literal" && value?.type === "Literal" && "value" in value && value.value === null)
  );
}

/** `z.iso.date()`: the name of the call is `iso.date`. */
function namespaceBefore(source: Source, node: Expression): { node: Expression; prefix: string } {
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier")
    return { node, prefix: "" };
  const isNamespace = node.object.type === "Identifier" && originalName(source, node.object.name) === "z";
  return isNamespace ? { node: node.object, prefix: `${node.property.name}.` } : { node, prefix: "" };
}

/** The point that a call begins with; one in a comment is none. */
function pointBehind(source: Source, offset: number): number {
  const comment = source.comments.find(
    ({ start, end }) => start >= offset && source.text.slice(offset, start).trim() === "" && end > offset,
  );
  return comment ? pointBehind(source, comment.end) : source.text.indexOf(".", offset);
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
