import type { JsonSchema, JsonValue, Schema } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { deprecatedIn, isRetiredIn, retiredAmong } from "./announced-values.ts";
import { bothOpaque } from "./opaque.ts";
import type {
  Alternative,
  ArrayValues,
  Bound,
  NamedValues,
  NumberValues,
  ObjectValues,
  StringValues,
} from "./shape.ts";

/** What both unions accept. */
export function intersection(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  return left.flatMap((a) => right.flatMap((b) => both(a, b) ?? []));
}

function both(a: Alternative, b: Alternative): Alternative | undefined {
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind ? a : undefined;
  // Anything has values of every name; between two of them it is the other one that says which.
  if (a.kind === "other" && b.kind === "named") return { ...b, ...bothOpaque(a, b) };
  if (a.kind === "named" && b.kind === "other") return { ...a, ...bothOpaque(a, b) };
  const values = valuesOfBoth(a.values, b.values);
  if (values?.length === 0) return undefined;
  const common = {
    ...(values && { values }),
    ...retiredAmong(values, (value) => isRetiredIn(a)(value) || isRetiredIn(b)(value)),
    ...(values && deprecatedIn(a, b)),
    others: new Map([...a.others, ...b.others, ...unjoined(a, b)]),
    ...bothOpaque(a, b),
  };
  if (a.kind === "other" && b.kind === "other") return { kind: "other", ...common };
  if (a.kind === "named" && b.kind === "named")
    return a.name === b.name ? { ...named(a, b), ...common } : undefined;
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
  return ["format"]
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
  const multipleOf = leastCommonMultiple(a.multipleOf, b.multipleOf);
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

function named(a: NamedValues, b: NamedValues): Omit<NamedValues, "others"> {
  const minimum = stricter(a.minimum, b.minimum, (x, y) => x > y);
  const maximum = stricter(a.maximum, b.maximum, (x, y) => x < y);
  const multipleOf = a.multipleOf ?? b.multipleOf;
  const places = new Set([...a.parts.keys(), ...b.parts.keys()]);
  return {
    kind: "named",
    name: a.name,
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    ...(multipleOf !== undefined && { multipleOf }),
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    parts: new Map(
      [...places].map((place) => [place, all(a.parts.get(place) ?? true, b.parts.get(place) ?? true)]),
    ),
  };
}

/** What is a multiple of both; of fractions, by the decimals that they have. */
function leastCommonMultiple(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const decimals = (value: number): number => (String(value).split(".")[1] ?? "").length;
  const scale = 10 ** Math.max(decimals(a), decimals(b));
  const [left, right] = [Math.round(a * scale), Math.round(b * scale)];
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (left * right) / divisor(left, right) / scale;
}

function stricter(
  a: Bound | undefined,
  b: Bound | undefined,
  isStricter: (x: number | bigint, y: number | bigint) => boolean,
) {
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
    ...(a.zones && b.zones && { zones: a.zones.filter((zone) => b.zones?.includes(zone)) }),
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
