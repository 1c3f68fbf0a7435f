import { type AttributeKind, innermost, kindOf } from "@pitstop/domain";
import type { z } from "zod";

/**
 * A value as the attribute takes it now, where an older client sends it in the attribute's former type and nothing
 * is lost on the way; any other value as it is, for the schema to judge.
 */
export function converted(schema: z.ZodType, value: unknown, former: AttributeKind | undefined): unknown {
  if (value === null || value === undefined || schema.safeParse(value).success) return value;
  const other = inTypeOf(schema, value, former);
  return other !== undefined && schema.safeParse(other).success ? other : value;
}

/** A moment that says no more than its day. */
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?Z$/;

/** The number that a text is, where it is written as that number is, perhaps with zeros behind its point. */
function numberOf(text: string): number | undefined {
  const number = Number(text);
  const plain = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return String(number) === plain ? number : undefined;
}

function inTypeOf(schema: z.ZodType, value: unknown, former: AttributeKind | undefined): unknown {
  const isPlain = typeof value === "number" || typeof value === "boolean";
  switch (kindOf(innermost(schema))) {
    case "text":
      return isPlain ? String(value) : former === "json" ? JSON.stringify(value) : undefined;
    case "enum":
    case "decimal":
    case "bigint":
      return isPlain ? String(value) : undefined;
    case "number":
      return typeof value === "string" ? numberOf(value) : undefined;
    case "boolean":
      return value === "true" ? true : value === "false" ? false : undefined;
    case "date":
      return typeof value === "string" ? MIDNIGHT.exec(value)?.[1] : undefined;
    case "datetime":
      return typeof value === "string" ? `${value}T00:00:00.000Z` : undefined;
    default:
      return undefined;
  }
}
