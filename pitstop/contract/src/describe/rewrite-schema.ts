import type { JsonSchema, Schema } from "../schema.ts";

/** What a schema says about its values rather than what they are; it may stand beside a reference. */
const NOTES = new Set([
  "title",
  "description",
  "default",
  "x-computed-default",
  "deprecated",
  "sunset",
  "retired",
]);

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ONE = new Set(["additionalProperties", "propertyNames", "items", "not", "x-then"]);
const SEVERAL = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const BY_NAME = new Set(["properties", "patternProperties", "$defs"]);

/** The schema with every schema in it replaced by what `change` makes of it, the innermost first. */
export function rewriteSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const within = (inner: Schema) => (typeof inner === "boolean" ? inner : rewriteSchema(inner, change));
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (ONE.has(keyword)) return [keyword, within(value as Schema)]; // the keyword says so
    if (SEVERAL.has(keyword)) return [keyword, (value as Schema[]).map(within)]; // as above
    if (!BY_NAME.has(keyword)) return [keyword, value];
    const named = Object.entries(value as Record<string, Schema>); // as above
    return [keyword, Object.fromEntries(named.map(([name, each]) => [name, within(each)]))];
  });
  return change(Object.fromEntries(entries));
}

/** What the values are, and what is said about them. */
export function withoutNotes(schema: JsonSchema): { core: JsonSchema; notes: JsonSchema } {
  const entries = Object.entries(schema);
  return {
    core: Object.fromEntries(entries.filter(([keyword]) => !NOTES.has(keyword))),
    notes: Object.fromEntries(entries.filter(([keyword]) => NOTES.has(keyword))),
  };
}
