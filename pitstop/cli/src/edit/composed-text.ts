import type { Argument, ArrayExpressionElement, Expression } from "oxc-parser";
import { type Fill, type LiteralText, literalText } from "./literal-text.ts";
import { memberName } from "./modules.ts";
import { bare } from "./object.ts";
import type { Source } from "./source.ts";

/**
 * The text that code puts together of several, as one in as many characters as the file has for it: `"a " + "b"`,
 * `["a", "b"].join(" ")`. What is between two of them counts as blanks, and a part that isn't a text is filled in;
 * undefined for anything else.
 */
export function composedText(
  source: Source,
  expression: Expression,
  fill: Fill = "$1",
): LiteralText | undefined {
  const parts = partsOf(bare(expression));
  const texts = parts?.map((part) => literalText(source, part, fill));
  const [first] = texts?.filter((text) => text !== undefined) ?? [];
  if (!parts || !texts || !first) return undefined;
  let text = "";
  for (const [index, part] of parts.entries()) {
    const own = texts[index];
    const at = (offset: number) => text.padEnd(offset - first.start);
    if (own) text = at(own.start) + own.text;
    else if (part.start > first.start)
      text =
        at(part.start) +
        (part.end - part.start < fill.length ? (fill[0] ?? "") : fill).padEnd(
          part.end - part.start,
          fill === "_p" ? "_" : " ",
        );
  }
  return { start: first.start, text };
}

/** The parts of a text in their order, of which one is a text at least. */
function partsOf(expression: Expression): Expression[] | undefined {
  if (expression.type === "BinaryExpression" && expression.operator === "+") {
    const left = bare(expression.left as Expression); // a private name stands before \`in\` alone
    return [...(partsOf(left) ?? [left]), bare(expression.right)];
  }
  if (expression.type !== "CallExpression" || memberName(expression.callee) !== "join") return undefined;
  const list =
    expression.callee.type === "MemberExpression" ? bare(expression.callee.object as Expression) : undefined;
  if (list?.type !== "ArrayExpression" || !isBlank(expression.arguments[0])) return undefined;
  const elements = list.elements.filter(isExpression).map(bare);
  return elements.length === list.elements.length ? elements : undefined;
}

const isExpression = (element: ArrayExpressionElement): element is Expression =>
  element !== null && element.type !== "SpreadElement";

/** Whether what is put between two texts is blank. */
const isBlank = (separator: Argument | undefined): boolean =>
  separator?.type === "Literal" && typeof separator.value === "string" && /^\s+$/.test(separator.value);
