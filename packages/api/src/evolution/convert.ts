import { innermost, kindOf } from "@pitstop/types";
import type { z } from "zod";

/** As JSON writes numbers: no sign in front but minus, no point without digits around it. */
const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/**
 * A value as the attribute takes it now, where a client of before sends it in the attribute's former type and nothing
 * is lost on the way; any other value as it is, for the schema to judge.
 */
export function converted(schema: z.ZodType, value: unknown): unknown {
  if (value === null || value === undefined || schema.safeParse(value).success) return value;
  const other = inTypeOf(schema, value);
  return other !== undefined && schema.safeParse(other).success ? other : value;
}

function inTypeOf(schema: z.ZodType, value: unknown): unknown {
  const isPlain = typeof value === "number" || typeof value === "boolean";
  switch (kindOf(innermost(schema))) {
    case "text":
    case "enum":
    case "decimal":
      return isPlain ? String(value) : undefined;
    case "number":
      return typeof value === "string" && NUMBER.test(value) ? Number(value) : undefined;
    case "boolean":
      return value === "true" ? true : value === "false" ? false : undefined;
    case "date":
      return typeof value === "string" ? value.slice(0, "2026-01-31".length) : undefined;
    case "datetime":
      return typeof value === "string" ? `${value}T00:00:00.000Z` : undefined;
    default:
      return undefined;
  }
}
