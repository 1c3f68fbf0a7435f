import type { JsonSchema } from "../schema.ts";
import { rewriteSchema } from "./rewrite-schema.ts";
import type { ZodSchema } from "./zod.ts";
import { describeZod, type WrittenSchema } from "./zod-to-schema.ts";

/** What tells the functions apart that the values of these schemas go through. */
export function functionsOf(schemas: readonly ZodSchema[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const schema of schemas) {
    for (const io of ["input", "output"] as const) {
      rewriteSchema(describeZod(schema, io), (each) => {
        for (const name of namesIn(each)) found.add(name);
        return each;
      });
    }
  }
  return found;
}

/** The description without the functions of a library that its schemas are made by. */
export function withoutFunctions(schema: WrittenSchema, known: ReadonlySet<string>): WrittenSchema {
  if (known.size === 0) return schema;
  return rewriteSchema(schema, (each) => {
    const { "x-checks": checks, "x-conversions": conversions, "x-then": then, ...rest } = each;
    const left = [unknown(checks, known), unknown(conversions, known)] as const;
    const described = {
      ...rest,
      ...(left[0].length > 0 && { "x-checks": left[0] }),
      ...(left[1].length > 0 && { "x-conversions": left[1] }),
    };
    // Without a conversion, what comes after it is held to the value itself.
    if (then === undefined) return described;
    return left[1].length > 0 ? { ...described, "x-then": then } : { ...(then as JsonSchema), ...described };
  });
}

const namesIn = (schema: JsonSchema): string[] =>
  [schema["x-checks"] ?? [], schema["x-conversions"] ?? []].flat().map(String);

const unknown = (names: unknown, known: ReadonlySet<string>): string[] =>
  [names ?? []]
    .flat()
    .map(String)
    .filter((name) => !known.has(name));
