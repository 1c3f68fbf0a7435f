import type { JsonSchema, Schema } from "../schema.ts";
import { opaqueOf } from "./opaque.ts";
import type { Bound, NamedValues } from "./shape.ts";

/** The values of a type that JSON has none for. Its limits are texts: days, and whole numbers of any size. */
export function namedValues(name: string, schema: JsonSchema): NamedValues {
  const minimum = boundOf(name, schema.minimum, schema.exclusiveMinimum);
  const maximum = boundOf(name, schema.maximum, schema.exclusiveMaximum);
  const { items, propertyNames, additionalProperties, contentMediaType } = schema;
  const parts: [string, Schema | undefined][] = [
    ["[]", items],
    ["(key)", propertyNames],
    [".*", additionalProperties],
  ];
  return {
    kind: "named",
    name,
    ...opaqueOf(schema),
    others: new Map(
      contentMediaType === undefined ? [] : [["contentMediaType", JSON.stringify(contentMediaType)]],
    ),
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    ...(typeof schema.multipleOf === "string" && { multipleOf: BigInt(schema.multipleOf) }),
    minItems: typeof schema.minItems === "number" ? schema.minItems : 0,
    maxItems: typeof schema.maxItems === "number" ? schema.maxItems : Number.POSITIVE_INFINITY,
    parts: new Map(parts.flatMap(([place, part]) => (part === undefined ? [] : [[place, part] as const]))),
  };
}

function boundOf(name: string, including: unknown, excluding: unknown): Bound | undefined {
  const text = including ?? excluding;
  if (typeof text !== "string") return undefined;
  const value = name === "bigint" ? BigInt(text) : Date.parse(text);
  return { value, isExclusive: including === undefined };
}
