import type { JsonSchema, JsonValue, Schema } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { deprecatedIn, isRetiredIn, retiredAmong } from "./announced-values.ts";
import type { Alternative, ArrayValues, Bound, NumberValues, ObjectValues, StringValues } from "./shape.ts";

/** What both unions accept. */
export function intersection(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  return left.flatMap((a) => right.flatMap((b) => both(a, b) ?? []));
}

function both(a: Alternative, b: Alternative): Alternative | undefined {
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind ? a : undefined;
  const values = valuesOfBoth(a.values, b.values);
  if (values?.length === 0) return undefined;
  const common = {
    ...(values && { values }),
    ...retiredAmong(values, (value) => isRetiredIn(a)(value) || isRetiredIn(b)(value)),
    ...(values && deprecatedIn(a, b)),
    others: new Map([...a.others, ...b.others, ...unjoined(a, b)]),
  };
  if (a.kind === "boolean" && b.kind === "boolean") return { kind: "boolean", ...common };
  if (a.kind === "number" && b.kind === "number") return { ...numbers(a, b), ...common };
  if (a.kind === "string" && b.kind === "string") return { ...strings(a, b), ...common };
  if (a.kind === "array" && b.kind === "array") return { ...arrays(a, b), ...common };
  if (a.kind === "object" && b.kind === "object") return { ...objects(a, b), ...common };
  return undefined;
}

/** A second step or format cannot be joined with the first; it is kept as it is, so that its change is seen. */
function unjoined(a: object, b: object): [string, string][] {
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>]; // read by keyword
  return ["multipleOf", "format"]
    .filter((keyword) => one[keyword] !== undefined && other[keyword] !== undefined)
    .filter((keyword) => one[keyword] !== other[keyword])
    .map((keyword) => [keyword, canonical(other[keyword])]);
}

function valuesOfBoth(a?: readonly JsonValue[], b?: readonly JsonValue[]): readonly JsonValue[] | undefined {
  if (!(a && b)) return a ?? b;
  const known = new Set(b.map(canonical));
  return a.filter((value) => known.has(canonical(value)));
}

function numbers(a: NumberValues, b: NumberValues): Omit<NumberValues, "others"> {
  const minimum = stricter(a.minimum, b.minimum, (x, y) => x > y);
  const maximum = stricter(a.maximum, b.maximum, (x, y) => x < y);
  const multipleOf = a.multipleOf ?? b.multipleOf;
  const format = a.format ?? b.format;
  return {
    kind: "number",
    isInteger: a.isInteger || b.isInteger,
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    ...(multipleOf !== undefined && { multipleOf }),
    ...(format !== undefined && { format }),
  };
}

function stricter(a: Bound | undefined, b: Bound | undefined, isStricter: (x: number, y: number) => boolean) {
  if (!(a && b)) return a ?? b;
  if (a.value === b.value) return a.isExclusive ? a : b;
  return isStricter(a.value, b.value) ? a : b;
}

function strings(a: StringValues, b: StringValues): Omit<StringValues, "others"> {
  const format = a.format ?? b.format;
  const decimalMinimum = stricter(a.decimalMinimum, b.decimalMinimum, (x, y) => x > y);
  const decimalMaximum = stricter(a.decimalMaximum, b.decimalMaximum, (x, y) => x < y);
  return {
    kind: "string",
    ...(decimalMinimum && { decimalMinimum }),
    ...(decimalMaximum && { decimalMaximum }),
    minLength: Math.max(a.minLength, b.minLength),
    maxLength: Math.min(a.maxLength, b.maxLength),
    patterns: [...new Set([...a.patterns, ...b.patterns])],
    ...(format !== undefined && { format }),
  };
}

function arrays(a: ArrayValues, b: ArrayValues): Omit<ArrayValues, "others"> {
  const length = Math.max(a.first.length, b.first.length);
  return {
    kind: "array",
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    isUnique: a.isUnique || b.isUnique,
    first: Array.from({ length }, (_, index) => all(a.first[index] ?? a.rest, b.first[index] ?? b.rest)),
    rest: all(a.rest, b.rest),
  };
}

function objects(a: ObjectValues, b: ObjectValues): Omit<ObjectValues, "others"> {
  const names = new Set([...a.properties.keys(), ...b.properties.keys()]);
  return {
    kind: "object",
    properties: new Map(
      [...names].map((name) => [
        name,
        all(a.properties.get(name) ?? a.additional, b.properties.get(name) ?? b.additional),
      ]),
    ),
    required: new Set([...a.required, ...b.required]),
    additional: all(a.additional, b.additional),
    names: all(a.names, b.names),
    minProperties: Math.max(a.minProperties, b.minProperties),
    maxProperties: Math.min(a.maxProperties, b.maxProperties),
  };
}

const joined = new WeakMap<JsonSchema, WeakMap<JsonSchema, JsonSchema>>();

/** One and the same schema for the same two: two recursive schemas would be joined without end otherwise. */
function all(a: Schema, b: Schema): Schema {
  if (a === true || a === b) return b;
  if (b === true) return a;
  if (a === false || b === false) return false;
  const known = joined.get(a) ?? new WeakMap();
  joined.set(a, known);
  const schema = known.get(b) ?? { allOf: [a, b] };
  known.set(b, schema);
  return schema;
}
