import type { ArrayExpression, Expression, ObjectExpression, ObjectProperty } from "oxc-parser";
import type { List } from "./list-edit.ts";
import { notUnderstood, type Source } from "./source.ts";

/** A property whose name is certain. */
export interface NamedProperty {
  readonly name: string;
  readonly node: ObjectProperty;
  readonly value: Expression;
}

/**
 * The properties of an object literal. Throws FILE_NOT_UNDERSTOOD for a spread (but those of `spreads`), a computed
 * name, a method or a name that stands twice: then nobody can say from the text alone what the object has.
 */
export function propertiesOf(
  source: Source,
  object: ObjectExpression,
  { spreads = [] }: { spreads?: readonly string[] } = {},
): NamedProperty[] {
  const found: NamedProperty[] = [];
  for (const property of object.properties) {
    if (property.type === "SpreadElement") {
      const isKnown = property.argument.type === "Identifier" && spreads.includes(property.argument.name);
      if (isKnown) continue;
      throw notUnderstood(source, property, `every name written out here, instead of a spread`);
    }
    const name = nameOf(property);
    if (name === undefined || property.method || property.kind !== "init") {
      throw notUnderstood(source, property, "a plain name and its value");
    }
    if (found.some((other) => other.name === name)) {
      throw notUnderstood(source, property, `"${name}" once`);
    }
    found.push({ name, node: property, value: property.value });
  }
  return found;
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

/** The value behind `as const`, `satisfies …` and parentheses. */
export function bare(expression: Expression): Expression {
  switch (expression.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return bare(expression.expression);
    default:
      return expression;
  }
}

/** The object literal that a value is. Throws FILE_NOT_UNDERSTOOD. */
export function objectIn(source: Source, expression: Expression, what: string): ObjectExpression {
  const value = bare(expression);
  if (value.type === "ObjectExpression") return value;
  throw notUnderstood(source, expression, `${what} written out as { … }`);
}

/** The text that a value is. Throws FILE_NOT_UNDERSTOOD. */
export function textIn(source: Source, expression: Expression, what: string): string {
  const value = bare(expression);
  if (value.type === "Literal" && typeof value.value === "string") return value.value;
  throw notUnderstood(source, expression, `${what} written out as text`);
}

function nameOf({ key, computed }: ObjectProperty): string | undefined {
  if (computed) return undefined;
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}
