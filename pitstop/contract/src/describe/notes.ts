import type { JsonSchema } from "../schema.ts";
import type { ZodSchema } from "./zod.ts";

/** What `.meta()` says to clients. Any other key is for the application itself: no client relies on it. */
const KEPT = [
  "title",
  "description",
  "deprecated",
  "sunset",
  "retired",
  "decimalMinimum",
  "decimalMaximum",
  "format",
];

/** What a schema says about its values rather than what they are. */
export function notesOf(schema: ZodSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(metaOf(schema)).filter(([key, value]) => KEPT.includes(key) && value !== undefined),
  );
}

/** The type of JSON that a schema says its values have. */
export const statedType = (schema: ZodSchema): string | string[] | undefined =>
  metaOf(schema).type as string | string[] | undefined; // a keyword of JSON Schema

function metaOf(schema: ZodSchema): Record<string, unknown> {
  const known = registry()?.get(schema) ?? schema.meta?.();
  return typeof known === "object" && known !== null ? { ...known } : {};
}

interface Registry {
  get(schema: ZodSchema): unknown;
}

/** zod keeps one registry for all its copies; before 4.1 only the schema itself leads to it. */
const registry = (): Registry | undefined =>
  (globalThis as { __zod_globalRegistry?: Registry }).__zod_globalRegistry; // zod's own name for it
