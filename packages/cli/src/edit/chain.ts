import type { Argument, Expression } from "oxc-parser";
import { bare } from "./object.ts";
import { notUnderstood, type Source, textOf } from "./source.ts";

/** One call of a chain: `.max(80)`. */
export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
  /** From the point to the closing parenthesis, as it stands in the file. */
  readonly text: string;
}

/** A chain of calls: `z.string().max(80)` has the root `z`; `decimal(12, 2).nullable()` has `decimal(12, 2)`. */
export interface Chain {
  readonly root: string;
  /** Of the root, where it is a call itself. */
  readonly rootName: string;
  readonly rootArgs: readonly Argument[] | undefined;
  readonly calls: readonly Call[];
  readonly start: number;
  readonly end: number;
  /** Whether a comment stands in it: then its lines are not laid out anew. */
  readonly hasComment: boolean;
}

/** Reads a value as a chain of calls. Throws FILE_NOT_UNDERSTOOD for anything else. */
export function readChain(source: Source, expression: Expression, what: string): Chain {
  const calls: Call[] = [];
  let node: Expression = bare(expression);
  const { start, end } = node;
  for (;;) {
    if (node.type === "Identifier") {
      return finish(textOf(source, node), node.name, undefined);
    }
    if (node.type !== "CallExpression") throw notUnderstood(source, node, `${what} as a chain of calls`);
    const { callee } = node;
    if (callee.type === "Identifier") return finish(textOf(source, node), callee.name, node.arguments);
    if (callee.type !== "MemberExpression" || callee.computed || callee.optional) {
      throw notUnderstood(source, node, `${what} as a chain of calls`);
    }
    if (callee.property.type !== "Identifier")
      throw notUnderstood(source, callee, `${what} as a chain of calls`);
    const inner = memberRoot(callee.object);
    const from = source.text.indexOf(".", callee.object.end);
    calls.unshift({
      name: inner.prefix + callee.property.name,
      args: node.arguments,
      text: inner.text(source) + source.text.slice(from, node.end),
    });
    node = inner.node;
  }

  function finish(root: string, rootName: string, rootArgs: readonly Argument[] | undefined): Chain {
    const hasComment = source.comments.some((comment) => comment.start >= start && comment.end <= end);
    return { root, rootName, rootArgs, calls, start, end, hasComment };
  }
}

/** `z.iso.date()`: the name of the call is `iso.date`. */
function memberRoot(node: Expression): {
  node: Expression;
  prefix: string;
  text: (source: Source) => string;
} {
  if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
    const { property, object } = node;
    return {
      node: object,
      prefix: `${property.name}.`,
      text: (source) => `.${textOf(source, property)}`,
    };
  }
  return { node, prefix: "", text: () => "" };
}

/** The longest line that the formatter leaves alone. */
export const MAX_LINE = 110;

/**
 * A property with a chain as the formatter lays it out: on one line where it fits, otherwise a line per call, and the
 * object of `.meta()` opened where even that is too long. Lines after the first are relative to the property.
 */
export function layOut(key: string, root: string, calls: readonly string[], indent: string): string {
  const oneLine = `${key}: ${root}${calls.join("")}`;
  if (indent.length + oneLine.length + 1 <= MAX_LINE && !oneLine.includes("\n")) return oneLine;
  const [first = "", ...others] = calls;
  // The formatter keeps short roots (`z`) on the first line, with no call behind them.
  const head = root.length <= 2 ? [`${key}: ${root}`, first] : [`${key}: ${root}${first}`];
  if (calls.length <= 2) return openObject(oneLine, indent);
  const lines = [...head.slice(1), ...others].map((call) => openObject(`  ${call}`, `${indent}`));
  return [head[0], ...lines].join("\n");
}

/** Opens the object at the end of a line that is too long: a line per property. */
function openObject(line: string, indent: string): string {
  const match = /^(\s*)(.*?\()\{ (.*) \}\)$/.exec(line);
  if (indent.length + line.length + 1 <= MAX_LINE || !match) return line;
  const [, inner = "", head = "", body = ""] = match;
  const properties = splitProperties(body).map((property) => `${inner}  ${property},`);
  return [`${inner}${head}{`, ...properties, `${inner}})`].join("\n");
}

/** `a: "x, y", b: 1` by its commas outside of texts and brackets. */
function splitProperties(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let index = 0; index < body.length; index++) {
    const character = body.charAt(index);
    if (quote) {
      if (character === "\\") index++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push(body.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, body.slice(start).trim()].filter(Boolean);
}
