import type { JsonSchema, JsonValue } from "../schema.ts";
import { sortedTexts } from "../sorted.ts";
import { patternOf } from "./patterns.ts";
import { sourceHash } from "./source-hash.ts";
import type { ZodCheck, ZodSchema } from "./zod.ts";

/** What the checks of a schema say, in keywords; those that are functions by what tells their source from another. */
export function constraintsOf(schema: ZodSchema): JsonSchema {
  const found: Found = { json: {}, patterns: [], divisors: [], checks: [], conversions: [] };
  for (const check of checksOf(schema)) readers[check._zod.def.check]?.(found, check._zod.def, check);
  const { json, patterns, divisors, checks, conversions } = found;
  const parts = [
    ...patterns.slice(1).map((pattern) => ({ pattern })),
    ...divisors.slice(1).map((multipleOf) => ({ multipleOf })),
  ];
  return {
    ...json,
    ...(patterns[0] !== undefined && { pattern: patterns[0] }),
    ...(divisors[0] !== undefined && { multipleOf: divisors[0] }),
    ...(parts.length > 0 && { allOf: parts }),
    ...(checks.length > 0 && { "x-checks": sortedTexts(new Set(checks)) }),
    ...(conversions.length > 0 && { "x-conversions": conversions }),
  };
}

interface Found {
  readonly json: Record<string, unknown>;
  readonly patterns: string[];
  readonly divisors: JsonValue[];
  /** Functions that refuse values, in any order. */
  readonly checks: string[];
  /** Functions that replace the value: what stands before them is another value than what comes after. */
  readonly conversions: string[];
}

type Reader = (found: Found, def: ZodCheck["_zod"]["def"], check: ZodCheck) => void;

/** A schema that is a format (`z.email()`) is its own first check. */
function checksOf(schema: ZodSchema): readonly ZodCheck[] {
  const { check, checks = [], type } = schema._zod.def;
  const isOwn = check !== undefined && type !== "custom";
  return (isOwn ? [schema, ...checks] : checks) as readonly ZodCheck[]; // zod builds these as both
}

const least = ({ json }: Found, keyword: string, value: JsonValue): void => {
  if (json[keyword] === undefined || isBelow(json[keyword], value)) json[keyword] = value;
};
const most = ({ json }: Found, keyword: string, value: JsonValue): void => {
  if (json[keyword] === undefined || isBelow(value, json[keyword])) json[keyword] = value;
};

/** Texts stand for days and for whole numbers beyond those of JSON. */
function isBelow(a: unknown, b: unknown): boolean {
  if (typeof a !== "string" || typeof b !== "string") return Number(a) < Number(b);
  const [one, other] = [a, b].map((text) => (/^-?\d+$/.test(text) ? BigInt(text) : Date.parse(text)));
  return one !== undefined && other !== undefined && one < other;
}

/** A limit as JSON: a day as text in UTC, a whole number of any size as text. */
function limit(value: unknown): JsonValue {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? String(value) : Number(value);
}

const RANGES: Record<string, readonly [JsonValue, JsonValue]> = {
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
  int64: ["-9223372036854775808", "9223372036854775807"],
  uint64: ["0", "18446744073709551615"],
};

function range(found: Found, { format }: ZodCheck["_zod"]["def"]): void {
  const [from, to] = RANGES[String(format)] ?? [];
  if (String(format).includes("int") && typeof from !== "string") found.json.type = "integer";
  if (from !== undefined) least(found, "minimum", from);
  if (to !== undefined) most(found, "maximum", to);
}

const readers: Record<string, Reader> = {
  greater_than: (found, { inclusive, value }) =>
    least(found, inclusive ? "minimum" : "exclusiveMinimum", limit(value)),
  less_than: (found, { inclusive, value }) =>
    most(found, inclusive ? "maximum" : "exclusiveMaximum", limit(value)),
  multiple_of: ({ divisors }, { value }) => {
    const step = typeof value === "bigint" ? String(value) : Math.abs(Number(value));
    if (!divisors.includes(step)) divisors.push(step);
  },
  number_format: range,
  bigint_format: range,
  min_length: (found, { minimum }) => least(found, "x-least", Number(minimum)),
  max_length: (found, { maximum }) => most(found, "x-most", Number(maximum)),
  length_equals: (found, { length }) => exactly(found, Number(length)),
  min_size: (found, { minimum }) => least(found, "x-least", Number(minimum)),
  max_size: (found, { maximum }) => most(found, "x-most", Number(maximum)),
  size_equals: (found, { size }) => exactly(found, Number(size)),
  mime_type: ({ json }, { mime }) => {
    json.contentMediaType = sortedTexts(mime as string[]); // zod's list of types
  },
  string_format: stringFormat,
  overwrite: ({ conversions }, { tx }) => conversions.push(sourceHash(tx)),
  property: ({ checks }, { property, schema }) =>
    checks.push(`${property}:${sourceHash(describedCheck(schema))}`),
  custom: ({ checks }, { fn }, { _zod }) => checks.push(sourceHash(fn ?? _zod.check)),
};

function exactly(found: Found, size: number): void {
  least(found, "x-least", size);
  most(found, "x-most", size);
}

const describedCheck = (schema: unknown): string =>
  JSON.stringify({ schema }, (key, value) => {
    if (value instanceof RegExp || typeof value === "function") return String(value);
    return key === "~standard" ? undefined : value;
  });

const FORMATS: Record<string, string> = { url: "uri", datetime: "date-time", json_string: "json-string" };

/** What these formats accept is told by their options; the pattern says it again. */
const WITH_OPTIONS = new Set(["datetime", "date", "time", "duration"]);

function stringFormat({ json, patterns, checks }: Found, def: ZodCheck["_zod"]["def"]): void {
  const format = String(def.format);
  const hasName = !["regex", "starts_with", "ends_with", "includes", "lowercase", "uppercase"].includes(
    format,
  );
  if (hasName)
    json.format = typeof def.version === "string" ? `${format}${def.version}` : (FORMATS[format] ?? format);
  if (format === "datetime") {
    const zones = [def.offset && "offset", def.local && "none"].filter((zone) => typeof zone === "string");
    if (zones.length > 0) json["x-zones"] = zones;
  }
  if (def.precision !== undefined && def.precision !== null) json["x-precision"] = Number(def.precision);
  if (def.protocol instanceof RegExp) json["x-protocol"] = patternOf(def.protocol);
  if (def.hostname instanceof RegExp) json["x-hostname"] = patternOf(def.hostname);
  if (typeof def.alg === "string") json["x-algorithm"] = def.alg;
  if (def.pattern instanceof RegExp) {
    const pattern = patternOf(def.pattern);
    if (!(WITH_OPTIONS.has(format) || patterns.includes(pattern))) patterns.push(pattern);
  } else if (typeof def.fn === "function") checks.push(sourceHash(def.fn)); // a format of the application's own
}
