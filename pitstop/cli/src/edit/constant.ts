// What a constant expression is, as far as the syntax tree says.
import type { ArrayExpressionElement, Expression } from "oxc-parser";
import type { Located, Modules } from "./modules.ts";
import { bare, isObjectMethod } from "./object.ts";

/** A value and whether it is certain. */
type Known = { readonly value: unknown } | undefined;

/** The value of a literal, a list, an object or simple arithmetic, with the constants that it names; else undefined. */
export function constantAt(modules: Modules, at: Located): Known {
  const value = bare(at.expression);
  const within = (expression: Expression) => constantAt(modules, { source: at.source, expression });
  switch (value.type) {
    case "Literal":
      return "regex" in value ? undefined : { value: value.value };
    case "UnaryExpression": {
      const operand = within(value.argument);
      return value.operator === "-" && operand ? { value: -Number(operand.value) } : undefined;
    }
    case "BinaryExpression": {
      const [left, right] = [within(value.left as Expression), within(value.right)];
      return left && right ? computed(value.operator, left.value, right.value) : undefined;
    }
    case "TemplateLiteral": {
      const filled = value.expressions.map(within);
      if (filled.some((known) => known === undefined)) return undefined;
      const texts = value.quasis.map(
        ({ value: text }, index) => `${text.cooked}${filled[index]?.value ?? ""}`,
      );
      return { value: texts.join("") };
    }
    case "ArrayExpression":
      return listAt(modules, at, value.elements);
    case "ObjectExpression":
      return value.properties.length === 0 ? { value: {} } : undefined;
    case "CallExpression": {
      const [argument] = value.arguments;
      if (isObjectMethod(value, "values") && argument && argument.type !== "SpreadElement")
        return valuesAt(modules, { source: at.source, expression: argument });
      const given = modules.resolve(at);
      return given && given.expression !== value ? constantAt(modules, given) : undefined;
    }
    case "Identifier":
    case "MemberExpression": {
      const found = modules.resolve(at);
      return found && found.expression !== value ? constantAt(modules, found) : undefined;
    }
    default:
      return undefined;
  }
}

/** The values of an object that is written out, as a list: `{ Red: "red", Blue: "blue" }`. */
export function valuesAt(modules: Modules, at: Located): Known {
  const found = modules.resolve(at);
  const object = found && bare(found.expression);
  if (!found || object?.type !== "ObjectExpression") return undefined;
  const values = object.properties.map((property) =>
    property.type === "Property" && !property.computed && property.kind === "init"
      ? constantAt(modules, { source: found.source, expression: property.value })
      : undefined,
  );
  return values.includes(undefined) ? undefined : { value: values.map((known) => known?.value) };
}

function listAt(modules: Modules, { source }: Located, elements: readonly ArrayExpressionElement[]): Known {
  const values: unknown[] = [];
  for (const element of elements) {
    if (element === null) return undefined;
    const expression = element.type === "SpreadElement" ? element.argument : element;
    const known = constantAt(modules, { source, expression });
    if (!known) return undefined;
    if (element.type !== "SpreadElement") values.push(known.value);
    else if (Array.isArray(known.value)) values.push(...known.value);
    else return undefined;
  }
  return { value: values };
}

function computed(operator: string, left: unknown, right: unknown): Known {
  if (operator === "+" && (typeof left === "string" || typeof right === "string"))
    return { value: `${left}${right}` };
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  if (operator === "+") return { value: left + right };
  if (operator === "-") return { value: left - right };
  return operator === "*" ? { value: left * right } : undefined;
}
