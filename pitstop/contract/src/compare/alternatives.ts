import type { JsonSchema, JsonValue } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { deprecatedIn, isAmong, retiredAmong } from "./announced-values.ts";
import { namedValues } from "./named-values.ts";
import { OPAQUE, opaqueOf } from "./opaque.ts";
import {
  type Alternative,
  ANNOTATIONS,
  type Bound,
  jsonKinds,
  type Kind,
  type StringValues,
} from "./shape.ts";

/** The alternatives that the keywords of one schema allow, its unions and references apart. */
export function ownAlternatives(schema: JsonSchema): Alternative[] {
  if (typeof schema["x-type"] === "string") return [namedValues(schema["x-type"], schema)];
  const allowed = schema.type === undefined ? undefined : [schema.type].flat();
  const values = valuesOf(schema);
  const isOpen = allowed === undefined && values === undefined;
  const others: Alternative[] = isOpen ? [{ kind: "other", others: new Map(), ...opaqueOf(schema) }] : [];
  return jsonKinds
    .flatMap((kind): Alternative[] => {
      const isInteger = kind === "number" && allowed !== undefined && !allowed.includes("number");
      if (allowed && !allowed.includes(kind) && !(isInteger && allowed.includes("integer"))) return [];
      const listed = values?.filter(
        (value) => kindOf(value) === kind && (!isInteger || Number.isInteger(value)),
      );
      if (listed?.length === 0) return [];
      return [alternative(kind, schema, isInteger, listed)];
    })
    .concat(others);
}

type JsonKind = (typeof jsonKinds)[number];

function alternative(
  kind: JsonKind,
  schema: JsonSchema,
  isInteger: boolean,
  values?: JsonValue[],
): Alternative {
  if (kind === "null") return { kind };
  const retired = retiredAmong(values, (value) => !isAmong(value, currentValuesOf(schema)));
  const announced = { ...retired, ...(values && deprecatedIn(schema)) };
  const common = {
    ...(values && { values }),
    ...announced,
    others: othersOf(kind, schema),
    ...opaqueOf(schema),
  };
  switch (kind) {
    case "boolean":
      // A list of both says no more than the type does.
      return new Set(values).size === 2
        ? { kind, others: common.others, ...opaqueOf(schema) }
        : { kind, ...common };
    case "number":
      return { kind, ...common, isInteger, ...numberRules(schema, isInteger) };
    case "string":
      return {
        kind,
        ...common,
        minLength: number(schema.minLength) ?? 0,
        maxLength: number(schema.maxLength) ?? Number.POSITIVE_INFINITY,
        ...decimalLimits(schema),
        patterns: typeof schema.pattern === "string" ? [schema.pattern] : [],
        ...(typeof schema.format === "string" && { format: schema.format }),
        ...(Array.isArray(schema["x-zones"]) && { zones: schema["x-zones"].map(String) }),
      };
    case "array":
      return {
        kind,
        ...common,
        minItems: number(schema.minItems) ?? 0,
        maxItems: number(schema.maxItems) ?? Number.POSITIVE_INFINITY,
        isUnique: schema.uniqueItems === true,
        first: schema.prefixItems ?? [],
        rest: schema.items ?? true,
      };
    case "object":
      return {
        kind,
        ...common,
        properties: new Map(Object.entries(schema.properties ?? {})),
        required: new Set(schema.required),
        additional: schema.additionalProperties ?? true,
        names: schema.propertyNames ?? true,
        minProperties: number(schema.minProperties) ?? 0,
        maxProperties: number(schema.maxProperties) ?? Number.POSITIVE_INFINITY,
      };
  }
}

function decimalLimits(schema: JsonSchema): Pick<StringValues, "decimalMinimum" | "decimalMaximum"> {
  const decimalMinimum = lowest(number(schema.decimalMinimum), undefined, false);
  const decimalMaximum = highest(number(schema.decimalMaximum), undefined, false);
  return { ...(decimalMinimum && { decimalMinimum }), ...(decimalMaximum && { decimalMaximum }) };
}

function numberRules(schema: JsonSchema, isInteger: boolean) {
  const minimum = lowest(number(schema.minimum), number(schema.exclusiveMinimum), isInteger);
  const maximum = highest(number(schema.maximum), number(schema.exclusiveMaximum), isInteger);
  const multipleOf = number(schema.multipleOf);
  // Every whole number is a multiple of 1.
  const says = multipleOf !== undefined && !(isInteger && multipleOf === 1);
  return {
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    ...(says && { multipleOf }),
    ...(typeof schema.format === "string" && { format: schema.format }),
  };
}

/** Whole numbers above 0 are those from 1: one form of saying it is enough. */
function lowest(
  from: number | undefined,
  above: number | undefined,
  isInteger: boolean,
): (Bound & { readonly value: number }) | undefined {
  if (from === undefined && above === undefined) return undefined;
  if (isInteger) {
    const value = Math.max(Math.ceil(from ?? -Infinity), Math.floor(above ?? -Infinity) + 1);
    return { value, isExclusive: false };
  }
  if (above === undefined || (from !== undefined && from > above))
    return { value: from as number, isExclusive: false };
  return { value: above, isExclusive: true };
}

function highest(to: number | undefined, below: number | undefined, isInteger: boolean): Bound | undefined {
  const mirrored = lowest(negative(to), negative(below), isInteger);
  return mirrored && { value: -mirrored.value, isExclusive: mirrored.isExclusive };
}

const negative = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : -value;

/** The keywords that are read above, and the kind of value that they speak of. */
const READ: Record<string, readonly Kind[]> = {
  minimum: ["number"],
  maximum: ["number"],
  exclusiveMinimum: ["number"],
  exclusiveMaximum: ["number"],
  multipleOf: ["number"],
  format: ["number", "string"],
  decimalMinimum: ["string"],
  decimalMaximum: ["string"],
  minLength: ["string"],
  maxLength: ["string"],
  pattern: ["string"],
  minItems: ["array"],
  maxItems: ["array"],
  uniqueItems: ["array"],
  items: ["array"],
  prefixItems: ["array"],
  properties: ["object"],
  required: ["object"],
  additionalProperties: ["object"],
  propertyNames: ["object"],
  minProperties: ["object"],
  maxProperties: ["object"],
};

/** Keywords of other kinds of values that nothing here reads. */
const UNREAD: Record<string, Kind> = {
  "x-precision": "string",
  "x-protocol": "string",
  "x-hostname": "string",
  "x-algorithm": "string",
  contentEncoding: "string",
  contentMediaType: "string",
  contains: "array",
  minContains: "array",
  maxContains: "array",
  unevaluatedItems: "array",
  patternProperties: "object",
  dependentRequired: "object",
  dependentSchemas: "object",
  unevaluatedProperties: "object",
};

const STRUCTURE = new Set([
  "$ref",
  "type",
  "enum",
  "retiredValues",
  "deprecatedValues",
  "const",
  "anyOf",
  "oneOf",
  "allOf",
  "x-type",
  "x-zones",
  ...OPAQUE,
]);

function othersOf(kind: Kind, schema: JsonSchema): Map<string, string> {
  return new Map(
    Object.entries(schema)
      .filter(([keyword]) => !(keyword in READ || STRUCTURE.has(keyword) || ANNOTATIONS.has(keyword)))
      .filter(([keyword]) => (UNREAD[keyword] ?? kind) === kind)
      .map(([keyword, value]) => [keyword, canonical(value)]),
  );
}

/** Every value that is listed as accepted. */
function valuesOf(schema: JsonSchema): JsonValue[] | undefined {
  const current = currentValuesOf(schema);
  const retired = schema.retiredValues?.filter((value) => !isAmong(value, current)) ?? [];
  return current && [...current, ...retired];
}

function currentValuesOf({ const: only, enum: several }: JsonSchema): JsonValue[] | undefined {
  if (only === undefined) return several;
  return several ? several.filter((value) => canonical(value) === canonical(only)) : [only];
}

function kindOf(value: JsonValue): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "boolean" | "number" | "string" | "object"; // JSON has no other types
}

const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
