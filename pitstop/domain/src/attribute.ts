import { z } from "zod";
import { type AttributeKind, kindOfBare } from "./kinds/index.ts";
import { isWholeNumber } from "./kinds/number.ts";

export type { AttributeKind };

/** What an attribute says about itself beside its type: forms, tables, the API page and the contract read it. */
interface AttributeMeta {
  /** The name that people see: "Top speed". */
  label?: string;
  /** Rows can be ordered by it; its entity has an index on (attribute, id). */
  sortable?: boolean;
  /** The search box looks into it. */
  searchable?: boolean;
  /** A text of several lines. */
  multiline?: boolean;
  /** The day on which it was deprecated, YYYY-MM-DD. */
  deprecatedSince?: string;
  /** The day from which a deprecated attribute may be gone, YYYY-MM-DD. */
  sunset?: string;
  /** The database fills it for clients and code of before it was there, until that is purged: create goes without. */
  filled?: boolean;
  /** The least value of a decimal or a bigint, which is a text: JSON Schema has a word for that of numbers only. */
  decimalMinimum?: number;
  /** The greatest value of a decimal or a bigint. */
  decimalMaximum?: number;
}

/** That a domain or a relation is to go, as `.meta()` says it of an attribute: clients are told, and those that use it are counted. */
export interface Announcement {
  deprecated?: boolean | undefined;
  /** The day on which it was deprecated, YYYY-MM-DD. */
  deprecatedSince?: string | undefined;
  /** The day from which it may be gone, YYYY-MM-DD. */
  sunset?: string | undefined;
}

declare module "zod" {
  interface GlobalMeta extends AttributeMeta {}
  interface ZodType<
    out Output = unknown,
    out Input = unknown,
    out Internals extends z.core.$ZodTypeInternals<Output, Input> = z.core.$ZodTypeInternals<Output, Input>,
  > {
    /** What can be ordered by is known to the compiler, so that a list offers no other order. */
    meta(data: z.core.$replace<z.core.GlobalMeta, this> & { sortable: true }): this & Sortable;
  }
}

/** A schema whose meta data says `sortable`. At run time, `meta()` says so. */
export interface Sortable {
  readonly "~sortable"?: true;
}

/** The names above. None is a keyword of JSON Schema. */
export const attributeMeta = Object.keys({
  label: true,
  sortable: true,
  searchable: true,
  multiline: true,
  deprecatedSince: true,
  sunset: true,
  filled: true,
  decimalMinimum: true,
  decimalMaximum: true,
} satisfies Record<keyof AttributeMeta, true>);

/**
 * An id on the wire: a bigint identity column, read as a JavaScript number. One beyond 2^53 − 1, which no identity
 * reaches but another program may have written, is a text of its digits.
 */
export const Id = z.custom<number>(isWholeNumber, "Enter a whole number.").meta({ type: "integer" });

/** A record's version in inputs: how often it has been changed since it was made, and one. */
export const Version = z.int32();

/** A moment on the wire: ISO 8601 in UTC with milliseconds, `2026-01-31T12:00:00.000Z`. */
export const Timestamp = z.iso.datetime();

/** What JSON can write, as the API's document names it. */
const JsonValue = z.json().register(z.globalRegistry, { title: "JsonValue" });

/** An object or a list of JSON; what holds a single text or number has a type of its own. */
export const Json = z.union([z.record(z.string(), JsonValue), z.array(JsonValue)]);
export type Json = z.infer<typeof Json>;

/**
 * An exact number with at most `precision` digits, `scale` of them behind the point: text on the wire, because a
 * JavaScript number would round it. `min` and `max` are inclusive.
 */
export function decimal(precision: number, scale: number, { min, max }: { min?: number; max?: number } = {}) {
  const whole = precision - scale;
  const wholeDigits = whole > 0 ? `\\d{1,${whole}}` : "0";
  const fraction = scale > 0 ? `(\\.\\d{1,${scale}})?` : "";
  const digits = z.stringFormat("decimal", new RegExp(`^-?${wholeDigits}${fraction}$`), {
    error: `A number with at most ${whole} digits before the point and ${scale} behind it`,
  });
  const atLeast =
    min === undefined ? digits : digits.refine((text) => Number(text) >= min, `At least ${min}`);
  const limited =
    max === undefined ? atLeast : atLeast.refine((text) => Number(text) <= max, `At most ${max}`);
  return withLimits(limited, min, max);
}

/** What a signed number of 64 bits can be. */
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/**
 * A whole number of 64 bits: text on the wire, because a JavaScript number would round it beyond 2^53. `min` and `max`
 * are inclusive.
 */
export function bigint({ min, max }: { min?: number; max?: number } = {}) {
  const digits = z
    .stringFormat("int64", /^(0|-?[1-9]\d{0,18})$/, { error: "Enter a whole number.", abort: true })
    .refine((text) => BigInt(text) >= INT64.min && BigInt(text) <= INT64.max, {
      error: `Enter a whole number from ${INT64.min} to ${INT64.max}.`,
      abort: true,
    });
  const atLeast =
    min === undefined ? digits : digits.refine((text) => BigInt(text) >= min, `At least ${min}`);
  const limited =
    max === undefined ? atLeast : atLeast.refine((text) => BigInt(text) <= max, `At most ${max}`);
  return withLimits(limited, min, max);
}

/** No schema shows a check that is a function: the contract reads the limits here. */
function withLimits<S extends z.ZodType>(schema: S, min: number | undefined, max: number | undefined): S {
  if (min === undefined && max === undefined) return schema;
  return schema.meta({
    ...(min !== undefined && { decimalMinimum: min }),
    ...(max !== undefined && { decimalMaximum: max }),
  });
}

/** Another domain's record as it stands in a row: its id and the attribute that names it. */
export const Reference = z.object({ id: Id, name: z.string() });
export type Reference = z.infer<typeof Reference>;

/** The attributes that every domain has; the database fills them in. */
export const recordAttributes = {
  createdAt: Timestamp.meta({ label: "Created", sortable: true }),
  updatedAt: Timestamp.meta({ label: "Changed", sortable: true }),
};

/** The schema inside `.default()`, `.nullable()` and `.optional()`. */
export function innermost(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return innermost(schema.unwrap() as z.ZodType); // zod types the inner schema as its core interface
  }
  return schema;
}

/** Whether `null` is a value of the attribute. */
export function isNullable(schema: z.ZodType): boolean {
  return schema.safeParse(null).success;
}

/** Which kind of value an attribute holds, read from its schema. */
export const kindOf = (schema: z.ZodType): AttributeKind => kindOfBare(innermost(schema));
