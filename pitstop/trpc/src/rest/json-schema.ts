import { isDeepStrictEqual } from "node:util";
import { attributeMeta } from "@pitstop/domain";
import { z } from "zod";

/** A JSON Schema of draft 2020-12, which is what OpenAPI 3.1 uses. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Which side of a schema is described: what may be sent to it, or what it gives. */
export type Direction = "input" | "output";

/** What is the same in every call of zod: metadata in the words of JSON Schema, and nothing that fails. */
export const conversion = (io: Direction) =>
  ({
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }: { jsonSchema: JsonSchema }) => tidy(jsonSchema, io),
  }) as const;

/** The JSON Schema of what goes into a zod schema, or of what comes out of it. */
export function jsonSchemaOf(schema: z.ZodType, io: Direction): JsonSchema {
  const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(schema, conversion(io));
  return jsonSchema as JsonSchema; // zod's own type, less the property that says which dialect it is
}

/** A schema of an object without some of its properties. */
export function withoutProperties(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  const { required: _all, ...rest } = schema;
  const required = schema.required?.filter((name) => !names.includes(name)) ?? [];
  return { ...rest, properties: Object.fromEntries(kept), ...(required.length > 0 && { required }) };
}

/** Our metadata (`attributeMeta` of the shared types) in the words that tools of OpenAPI know. */
function tidy(schema: JsonSchema, io: Direction): void {
  const { label, sunset } = schema;
  for (const name of attributeMeta) delete schema[name];
  if (typeof label === "string") schema.title = label;
  if (typeof sunset === "string") {
    schema["x-sunset"] = sunset;
    schema.description = [schema.description, `It may be gone from ${sunset} on.`].filter(Boolean).join(" ");
  }
  if (io === "input" && "default" in schema) tellDefault(schema);
  // An attribute that comes is no reason for a client to refuse the answer.
  if (io === "output" && schema.additionalProperties === false) delete schema.additionalProperties;
  // The names of an object are texts anyway, and generators read a limit into it.
  if (isDeepStrictEqual(schema.propertyNames, { type: "string" })) delete schema.propertyNames;
  // The format says it; the expression behind it is one that nobody reads.
  if (schema.format === "date-time" || schema.format === "date") delete schema.pattern;
  // Every JavaScript integer has these limits; they tell a reader nothing.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** In words: generators take a property with a default for one that must be given. */
function tellDefault(schema: JsonSchema): void {
  const { default: byDefault, description } = schema;
  delete schema.default;
  if (byDefault === null) return;
  schema.description = [description, `Defaults to \`${JSON.stringify(byDefault)}\`.`]
    .filter(Boolean)
    .join(" ");
}
