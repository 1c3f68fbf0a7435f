import { z } from "zod";

declare module "zod" {
  /** What an attribute says about itself beside its type: forms, tables, the API page and the contract read it. */
  interface GlobalMeta {
    /** The name that people see: "Top speed". */
    label?: string;
    /** Rows can be ordered by it; its entity has an index on (attribute, id). */
    sortable?: boolean;
    /** The search box looks into it. */
    searchable?: boolean;
    /** A text of several lines. */
    multiline?: boolean;
  }
}

/** An id on the wire: a bigint identity column, read as a JavaScript number (up to 2^53 − 1). */
export const Id = z.int().positive();

/** A moment on the wire: ISO 8601 in UTC with milliseconds, `2026-01-31T12:00:00.000Z`. */
export const Timestamp = z.iso.datetime();

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

/** The input and the table cell that an attribute asks for. */
export type AttributeKind = "text" | "number" | "boolean" | "date" | "datetime" | "enum" | "json";

/** Which kind of value an attribute holds, read from its schema. */
export function kindOf(schema: z.ZodType): AttributeKind {
  const bare = innermost(schema);
  if (bare instanceof z.ZodEnum) return "enum";
  if (bare instanceof z.ZodNumber || bare instanceof z.ZodBigInt) return "number";
  if (bare instanceof z.ZodBoolean) return "boolean";
  if (bare instanceof z.ZodISODate) return "date";
  if (bare instanceof z.ZodISODateTime) return "datetime";
  if (bare instanceof z.ZodString || bare instanceof z.ZodStringFormat) return "text";
  return "json";
}
