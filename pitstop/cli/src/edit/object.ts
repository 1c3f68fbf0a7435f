import type {
  ArrayExpression,
  CallExpression,
  Expression,
  ObjectExpression,
  ObjectProperty,
} from "oxc-parser";
import { FileEdit } from "./file-edit.ts";
import type { List } from "./list-edit.ts";
import type { Modules } from "./modules.ts";
import { notUnderstood, type Source } from "./source.ts";

/** A property whose name is certain. */
export interface NamedProperty {
  readonly name: string;
  readonly node: ObjectProperty;
  readonly value: Expression;
}

/** An object literal's properties as a list that can be added to. */
export const propertyList = (object: ObjectExpression): List => ({
  start: object.start,
  end: object.end,
  items: object.properties,
});

/** An array literal's elements as a list that can be added to. */
export function elementList(source: Source, array: ArrayExpression): List {
  const items = array.elements.map((element) => {
    if (element === null) throw notUnderstood(source, array, "an array without holes");
    return element;
  });
  return { start: array.start, end: array.end, items };
}

/** The value behind `as const`, `satisfies …`, parentheses and `Object.freeze(…)`. */
export function bare(expression: Expression): Expression {
  switch (expression.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return bare(expression.expression);
    case "CallExpression": {
      const [argument] = expression.arguments;
      return isObjectMethod(expression, "freeze") && argument && argument.type !== "SpreadElement"
        ? bare(argument)
        : expression;
    }
    default:
      return expression;
  }
}

/** Whether a call is `Object.freeze(…)`, `Object.values(…)`, … */
export const isObjectMethod = ({ callee }: CallExpression, name: string): boolean =>
  callee.type === "MemberExpression" &&
  !callee.computed &&
  callee.object.type === "Identifier" &&
  callee.object.name === "Object" &&
  callee.property.type === "Identifier" &&
  callee.property.name === name;

/** The object literal that a value is. Throws FILE_NOT_UNDERSTOOD. */
export function objectIn(source: Source, expression: Expression, what: string): ObjectExpression {
  const value = bare(expression);
  if (value.type === "ObjectExpression") return value;
  throw notUnderstood(source, expression, `${what} written out as { … }`);
}

/**
 * The object literal that the value of a property is: here, or in a constant of the same file; undefined where it is
 * written elsewhere.
 */
export function objectHere(
  modules: Modules,
  source: Source,
  { value }: Pick<NamedProperty, "value">,
): ObjectExpression | undefined {
  const found = modules.resolve({ source, expression: value });
  const object = bare(given(found?.source === source ? found.expression : value));
  return object.type === "ObjectExpression" ? object : undefined;
}

/** What a callback gives where it does nothing else: `(p) => ({ … })`. */
function given(expression: Expression): Expression {
  const value = bare(expression);
  return value.type === "ArrowFunctionExpression" && value.expression ? (value.body as Expression) : value; // no block
}

/** The file with values that are objects written elsewhere as spreads in braces of its own: `{ ...attributes }`. */
export function spreadOut(source: Source, properties: readonly NamedProperty[]): string {
  const edit = new FileEdit(source);
  for (const { name, node, value } of properties)
    edit.replace(
      node.shorthand ? node : value,
      `${node.shorthand ? `${name}: ` : ""}{ ...${source.text.slice(value.start, value.end)} }`,
    );
  return edit.toString();
}
