import type { JsonSchema, JsonValue, Schema } from "../schema.ts";
import type { ListedValues } from "./announced-values.ts";

/**
 * The values that a schema accepts, as a union of alternatives of one JSON type each: the same however the schema was
 * written (`type: ["string", "null"]`, or `anyOf` of the two). No alternative means that no value is accepted.
 */
export interface Shape {
  readonly alternatives: readonly Alternative[];
  /** What it says beside the values. */
  readonly notes: Notes;
}

export interface Notes {
  readonly default?: JsonValue;
  readonly deprecated: boolean;
  readonly sunset?: string;
  readonly retired: boolean;
  /** What clients of earlier versions are served instead. */
  readonly formerly?: readonly Schema[];
  readonly renamedTo?: string;
}

export type Alternative =
  | { readonly kind: "null" }
  | BooleanValues
  | NumberValues
  | StringValues
  | ArrayValues
  | ObjectValues
  | NamedValues
  | OtherValues;

export type Kind = Alternative["kind"];
/** The types of JSON. */
export const jsonKinds = ["null", "boolean", "number", "string", "array", "object"] as const satisfies Kind[];
export const kinds = [...jsonKinds, "named", "other"] as const satisfies Kind[];

/** What constrains every kind of value beside what its own keywords say. */
interface Common extends ListedValues {
  /** Keywords that nothing else here reads, by keyword as text: a change of them is one that cannot be judged. */
  readonly others: ReadonlyMap<string, string>;
  /** Functions that refuse values, each by what tells its source from another. */
  readonly checks?: readonly string[];
  /** Functions that replace the value. */
  readonly conversions?: readonly string[];
  /** What the value must be once it is converted. */
  readonly afterwards?: Schema;
  /** Which other values are taken, because they are converted or replaced. */
  readonly lenient?: Leniency;
}

/** `convertible`: those that the conversion succeeds for. `any`: of every type. `caught`: all, whatever is wrong. */
export type Leniency = "convertible" | "any" | "caught";

/** Values that JSON has no type for, by the name of their type: a date, a Map, FormData. */
export interface NamedValues extends Common {
  readonly kind: "named";
  readonly name: string;
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: bigint;
  readonly minItems: number;
  readonly maxItems: number;
  /** What it holds: the items of a set, the keys and values of a map. */
  readonly parts: ReadonlyMap<string, Schema>;
}

/** Every value that has no type of JSON: beside the types of JSON, it makes anything. */
export interface OtherValues extends Common {
  readonly kind: "other";
}

export interface BooleanValues extends Common {
  readonly kind: "boolean";
}

export interface NumberValues extends Common {
  readonly kind: "number";
  readonly isInteger: boolean;
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: number;
  readonly format?: string;
}

export interface Bound {
  readonly value: number | bigint;
  readonly isExclusive: boolean;
}

export interface StringValues extends Common {
  readonly kind: "string";
  readonly minLength: number;
  readonly maxLength: number;
  /** All of which must hold. */
  readonly patterns: readonly string[];
  /** The limits of the number that the text is. */
  readonly decimalMinimum?: Bound;
  readonly decimalMaximum?: Bound;
  readonly format?: string;
  /** Which times a date and time may state beside those in UTC: with an offset, or without a zone. */
  readonly zones?: readonly string[];
}

export interface ArrayValues extends Common {
  readonly kind: "array";
  readonly minItems: number;
  readonly maxItems: number;
  readonly isUnique: boolean;
  /** The schemas of the first items, one each. */
  readonly first: readonly Schema[];
  /** The schema of all others. */
  readonly rest: Schema;
}

export interface ObjectValues extends Common {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  /** The schema of properties without one of their own; false where there may be none. */
  readonly additional: Schema;
  readonly names: Schema;
  readonly minProperties: number;
  readonly maxProperties: number;
}

/** What says something to people only. */
export const ANNOTATIONS = new Set([
  "$schema",
  "$id",
  "$defs",
  "$comment",
  "title",
  "description",
  "examples",
  "default",
  "x-computed-default",
  "deprecated",
  "sunset",
  "retired",
  "renamedTo",
  "formerly",
  "readOnly",
  "writeOnly",
]);

export function notesOf(schema: Schema): Notes {
  if (typeof schema === "boolean") return { deprecated: false, retired: false };
  const { deprecated, sunset, retired, renamedTo, formerly } = schema;
  const value = schema["x-computed-default"] === true ? "a computed value" : schema.default;
  return {
    ...(value !== undefined && { default: value }),
    deprecated: deprecated === true,
    ...(sunset !== undefined && { sunset }),
    retired: retired === true,
    ...(renamedTo !== undefined && { renamedTo }),
    ...(formerly !== undefined && { formerly }),
  };
}

/** The properties of a schema without a type of its own: nothing but annotations. */
export const isAnything = (schema: Schema): boolean =>
  schema === true ||
  (typeof schema === "object" &&
    Object.keys(schema as JsonSchema).every((keyword) => ANNOTATIONS.has(keyword)));
