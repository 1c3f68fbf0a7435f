import { regularExpressionOf } from "../describe/patterns.ts";
import type { JsonValue } from "../schema.ts";
import type { Alternative, Bound, NumberValues, StringValues } from "./shape.ts";

/** Whether an alternative accepts a text, number, boolean or null. A format that no pattern spells out is not decided: it says no. */
export function admits(alternative: Alternative, value: JsonValue): boolean {
  if (alternative.kind === "null") return value === null;
  if (alternative.values && !alternative.values.includes(value)) return false;
  if (alternative.others.size > 0) return false;
  if (alternative.kind === "number" && typeof value === "number") return admitsNumber(alternative, value);
  if (alternative.kind === "string" && typeof value === "string") return admitsText(alternative, value);
  return alternative.kind === "boolean" && typeof value === "boolean";
}

function admitsNumber({ isInteger, minimum, maximum, multipleOf }: NumberValues, value: number): boolean {
  if (isInteger && !Number.isInteger(value)) return false;
  if (!isWithin(value, minimum, maximum)) return false;
  return multipleOf === undefined || Number.isInteger(value / multipleOf);
}

function isWithin(value: number, minimum: Bound | undefined, maximum: Bound | undefined): boolean {
  if (minimum && (minimum.isExclusive ? value <= minimum.value : value < minimum.value)) return false;
  return !(maximum && (maximum.isExclusive ? value >= maximum.value : value > maximum.value));
}

function admitsText(rules: StringValues, value: string): boolean {
  const { minLength, maxLength, patterns, format } = rules;
  if (!isWithin(Number(value), rules.decimalMinimum, rules.decimalMaximum)) return false;
  if (value.length < minLength || value.length > maxLength) return false;
  if (format !== undefined && patterns.length === 0) return false;
  return patterns.every((pattern) => matches(pattern, value));
}

/** JSON Schema's patterns are those of ECMAScript; one that this engine can't read matches nothing. */
function matches(pattern: string, value: string): boolean {
  try {
    return regularExpressionOf(pattern).test(value);
  } catch {
    return false;
  }
}
