import type { JsonValue } from "../schema.ts";
import { isTuple } from "./arrays.ts";
import type { Difference } from "./difference.ts";
import type {
  Alternative,
  ArrayValues,
  Bound,
  NamedValues,
  NumberValues,
  ObjectValues,
  StringValues,
} from "./shape.ts";

/** How the rules of two alternatives of one kind differ, apart from lists of values and from what stands within. */
export function constraintDifferences(before: Alternative, after: Alternative): Difference[] {
  if (before.kind === "null" || after.kind === "null") return [];
  const found = others(before.others, after.others);
  if (before.kind === "named" && after.kind === "named") found.push(...namedTypes(before, after));
  if (before.kind === "number" && after.kind === "number") found.push(...numbers(before, after));
  if (before.kind === "string" && after.kind === "string") found.push(...strings(before, after));
  if (before.kind === "array" && after.kind === "array") found.push(...arrays(before, after));
  if (before.kind === "object" && after.kind === "object") found.push(...objects(before, after));
  return found;
}

const numbers = (before: NumberValues, after: NumberValues): Difference[] => [
  ...bound("minimum", before.minimum, after.minimum, (a, b) => a - b),
  ...bound("maximum", before.maximum, after.maximum, (a, b) => b - a),
  ...step(before.multipleOf, after.multipleOf),
  ...named("format", before.format, after.format),
];

const namedTypes = (before: NamedValues, after: NamedValues): Difference[] => [
  ...bound("minimum", before.minimum, after.minimum, (a, b) => a - b),
  ...bound("maximum", before.maximum, after.maximum, (a, b) => b - a),
  ...named("multipleOf", shownStep(before), shownStep(after)),
  ...least("minItems", before.minItems, after.minItems),
  ...most("maxItems", before.maxItems, after.maxItems),
];

const shownStep = ({ multipleOf }: NamedValues): string | undefined =>
  multipleOf === undefined ? undefined : String(multipleOf);

function strings(before: StringValues, after: StringValues): Difference[] {
  const format = formats(before.format, after.format);
  return [
    ...least("minLength", before.minLength, after.minLength),
    ...most("maxLength", before.maxLength, after.maxLength),
    ...bound("decimalMinimum", before.decimalMinimum, after.decimalMinimum, (a, b) => a - b),
    ...bound("decimalMaximum", before.decimalMaximum, after.decimalMaximum, (a, b) => b - a),
    ...format,
    ...zones(before, after),
    // A format brings its pattern along: one of the two tells enough.
    ...(format.length > 0 ? [] : patterns(before.patterns, after.patterns)),
  ];
}

/** Which formats are also the ones beside them. */
const WIDER: Record<string, readonly string[]> = {
  uuid: ["guid"],
  ...Object.fromEntries(
    ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8"].map((each) => [`uuid${each}`, ["uuid", "guid"]]),
  ),
};

function formats(before: string | undefined, after: string | undefined): Difference[] {
  if (before !== undefined && after !== undefined) {
    if (WIDER[after]?.includes(before)) return constraint("format", 1, before, after);
    if (WIDER[before]?.includes(after)) return constraint("format", -1, before, after);
  }
  return named("format", before, after);
}

/** What a date and time may state as its zone. */
function zones(before: StringValues, after: StringValues): Difference[] {
  if (before.format !== after.format) return [];
  const [old, now] = [before.zones ?? [], after.zones ?? []];
  const gone = old.filter((zone) => !now.includes(zone));
  const come = now.filter((zone) => !old.includes(zone));
  const shown = (list: readonly string[]): JsonValue => ["UTC", ...list].join(", ");
  if (gone.length === 0 && come.length === 0) return [];
  if (gone.length > 0 && come.length > 0) return [changed("zone", shown(old), shown(now))];
  return constraint("zone", gone.length - come.length, shown(old), shown(now));
}

/** Tuples are compared item by item. */
const arrays = (before: ArrayValues, after: ArrayValues): Difference[] => [
  ...(isTuple(before) && isTuple(after)
    ? []
    : [
        ...least("minItems", before.minItems, after.minItems),
        ...most("maxItems", before.maxItems, after.maxItems),
      ]),
  ...least("uniqueItems", Number(before.isUnique), Number(after.isUnique)),
];

const objects = (before: ObjectValues, after: ObjectValues): Difference[] => [
  ...least("minProperties", before.minProperties, after.minProperties),
  ...most("maxProperties", before.maxProperties, after.maxProperties),
];

/** A positive tightness of `after` against `before` means that it accepts less. */
function constraint(
  keyword: string,
  tightness: number,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Difference[] {
  if (tightness === 0) return [];
  const isTighter = tightness > 0;
  return [
    {
      kind: isTighter ? "constraint-tightened" : "constraint-loosened",
      effect: isTighter ? "narrows" : "widens",
      path: "",
      keyword,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

/** 0 says as little as an absent keyword, also where uniqueItems is 0 or 1. */
const least = (keyword: string, before: number, after: number): Difference[] =>
  constraint(keyword, after - before, before === 0 ? undefined : before, after === 0 ? undefined : after);

function most(keyword: string, before: number, after: number): Difference[] {
  const shown = (value: number) => (value === Number.POSITIVE_INFINITY ? undefined : value);
  return constraint(keyword, before === after ? 0 : before - after, shown(before), shown(after));
}

function bound(
  keyword: string,
  before: Bound | undefined,
  after: Bound | undefined,
  tightness: (after: number, before: number) => number,
): Difference[] {
  const plain = ({ value }: Bound) => (typeof value === "bigint" ? String(value) : value);
  const shown = (value: Bound | undefined) =>
    value && (value.isExclusive ? `${plain(value)} excluded` : plain(value));
  const byValue =
    before && after ? order(after, before, tightness) : Number(Boolean(after)) - Number(Boolean(before));
  const byEnd = before && after ? Number(after.isExclusive) - Number(before.isExclusive) : 0;
  return constraint(keyword, byValue === 0 ? byEnd : byValue, shown(before), shown(after));
}

/** Whole numbers of any size are compared as what they are: their difference may be none as numbers. */
function order(after: Bound, before: Bound, tightness: (after: number, before: number) => number): number {
  if (after.value === before.value) return 0;
  return after.value > before.value ? tightness(1, 0) : tightness(0, 1);
}

function step(before: number | undefined, after: number | undefined): Difference[] {
  if (before === after) return [];
  if (before === undefined) return constraint("multipleOf", 1, before, after);
  if (after === undefined || Number.isInteger(before / after))
    return constraint("multipleOf", -1, before, after);
  if (Number.isInteger(after / before)) return constraint("multipleOf", 1, before, after);
  return [changed("multipleOf", before, after)];
}

function named(keyword: string, before: string | undefined, after: string | undefined): Difference[] {
  if (before === after) return [];
  if (before === undefined) return constraint(keyword, 1, before, after);
  if (after === undefined) return constraint(keyword, -1, before, after);
  return [changed(keyword, before, after)];
}

function patterns(before: readonly string[], after: readonly string[]): Difference[] {
  const gone = before.filter((pattern) => !after.includes(pattern));
  const come = after.filter((pattern) => !before.includes(pattern));
  return named("pattern", gone.join(" and ") || undefined, come.join(" and ") || undefined);
}

/** Keywords that say no more than what they say: without one, any value is fine. */
const NARROWING = new Set(["x-precision", "x-protocol", "x-hostname", "x-algorithm", "contentMediaType"]);

/** What nothing here can judge is a change in both directions. */
function others(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((keyword) => before.get(keyword) !== after.get(keyword))
    .flatMap((keyword) => {
      const [old, now] = [before.get(keyword), after.get(keyword)];
      return NARROWING.has(keyword)
        ? named(keyword.replace("x-", ""), old, now)
        : [changed(keyword, old, now)];
    });
}

const changed = (
  keyword: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Difference => ({
  kind: "constraint-changed",
  effect: "both",
  path: "",
  keyword,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});
