import type { JsonSchema } from "../schema.ts";
import { sourceHash } from "./source-hash.ts";
import type { ZodSchema } from "./zod.ts";
import type { Description } from "./zod-to-schema.ts";

/**
 * What goes through a pipe: for clients that send, what enters it; for those that read, what leaves it. After a
 * conversion the second half is held to another value than the one that was sent, which is why it stands apart.
 */
export function pipeOf({ _zod: { def } }: ZodSchema, { of, io, isProperty }: Description): JsonSchema {
  if (io === "output") {
    const left = of(def.out, isProperty);
    return def.transform === undefined ? left : withConversion(left, def.transform);
  }
  const [first, second] = [of(def.in, isProperty), of(def.out, true)];
  const converts = def.transform !== undefined || "x-conversions" in first;
  if (!converts)
    return isTransform(def.out)
      ? { ...first, "x-conversions": second["x-conversions"] }
      : { allOf: [first, second] };
  const entering = def.transform === undefined ? first : withConversion(first, def.transform);
  return isTransform(def.out)
    ? { ...entering, "x-conversions": [...conversionsOf(entering), ...conversionsOf(second)] }
    : { ...entering, "x-then": second };
}

const isTransform = (schema: ZodSchema | undefined): boolean => schema?._zod.def.type === "transform";

const withConversion = (schema: JsonSchema, transform: unknown): JsonSchema => ({
  ...schema,
  "x-conversions": [...conversionsOf(schema), sourceHash(transform)],
});

const conversionsOf = (schema: JsonSchema): unknown[] => [schema["x-conversions"] ?? []].flat();
