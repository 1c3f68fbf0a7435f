import type { z } from "zod";
import { innermost, kindOf } from "./attribute.ts";
import { kinds } from "./kinds/index.ts";

/**
 * A value that fits an attribute's schema: the same for the same number, and another one for another as far as the
 * rules allow. Null where only a pattern decides and null is allowed; undefined where nothing fits.
 */
export function exampleOf(schema: z.ZodType, number: number): unknown {
  const bare = innermost(schema);
  const found = kinds[kindOf(schema)].examples(bare, number).find((value) => schema.safeParse(value).success);
  if (found !== undefined) return found;
  return schema.safeParse(null).success ? null : schema.safeParse(undefined).data;
}
