import { isNode } from "./is-node.ts";
import { readSource } from "./source.ts";

/** The names that an expression takes from what is around it: `z` and `COLOR_MAX` of `z.string().max(COLOR_MAX)`. */
export function freeNames(expression: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    if (node.type === "Identifier") names.add(node.name);
    else if (node.type === "MemberExpression" && !node.computed) visit(node.object);
    else if (node.type === "Property" && !node.computed) visit(node.value);
    else for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value);
  };
  visit(readSource("expression.ts", `(${expression}\n);`).program.body);
  return names;
}
