import type { JsonSchema, JsonValue } from "../schema.ts";
import { sortedTexts } from "../sorted.ts";
import { compact } from "./compact.ts";
import { constraintsOf } from "./constraints.ts";
import { arrayOf, intersectionOf, objectOf, recordOf, tupleOf, unionOf } from "./containers.ts";
import { defaultOf } from "./default-value.ts";
import { statedType } from "./notes.ts";
import { patternOf } from "./patterns.ts";
import { pipeOf } from "./pipes.ts";
import { sourceHash } from "./source-hash.ts";
import type { ZodSchema } from "./zod.ts";
import type { Description } from "./zod-to-schema.ts";

type Describer = (schema: ZodSchema, description: Description) => JsonSchema;

export const UNDEFINED: JsonSchema = { "x-type": "undefined" };

/** Describes a schema of any kind. One that this version doesn't know accepts anything, and says which it is. */
export const kinds: Describer = (schema, description) =>
  describers[schema._zod.def.type]?.(schema, description) ?? { "x-type": schema._zod.def.type };

const scalar =
  (type: string): Describer =>
  (schema, description) =>
    sized({ type, ...coerced(schema, description), ...constraintsOf(schema) }, "minLength", "maxLength");

const named =
  (name: string): Describer =>
  (schema, description) =>
    sized(
      { "x-type": name, ...coerced(schema, description), ...constraintsOf(schema) },
      "minItems",
      "maxItems",
    );

/** Sizes have another name for each type. */
export function sized(
  { "x-least": least, "x-most": most, ...rest }: JsonSchema,
  from: string,
  to: string,
): JsonSchema {
  return {
    ...rest,
    ...(least !== undefined && { [from]: least }),
    ...(most !== undefined && { [to]: most }),
  };
}

/** What an input takes beside the values of its type, because it is converted. */
function coerced({ _zod: { def } }: ZodSchema, { io }: Description): JsonSchema {
  if (io === "output" || !def.coerce) return {};
  return { "x-lenient": def.type === "string" || def.type === "boolean" ? "any" : "convertible" };
}

const inner: Describer = ({ _zod: { def } }, { of, isProperty }) => of(def.innerType, isProperty);

const describers: Record<string, Describer> = {
  string: scalar("string"),
  number: scalar("number"),
  boolean: scalar("boolean"),
  null: () => ({ type: "null" }),
  any: (schema) => constraintsOf(schema),
  unknown: (schema) => constraintsOf(schema),
  never: () => ({ not: {} }),
  undefined: () => UNDEFINED,
  void: () => UNDEFINED,
  bigint: named("bigint"),
  date: named("date"),
  symbol: named("symbol"),
  nan: named("nan"),
  function: named("function"),
  file: named("file"),
  success: () => ({ type: "boolean" }),
  template_literal: ({ _zod: { pattern } }) => ({
    type: "string",
    ...(pattern && { pattern: patternOf(pattern) }),
  }),
  enum: ({ _zod: { def } }) =>
    listed(
      Object.entries(def.entries ?? {})
        .filter(isOwnName)
        .map(([, value]) => value),
    ),
  literal: ({ _zod: { def } }) => literalOf(def.values ?? []),
  custom: (schema) => customOf(schema),
  object: (schema, description) => ({ ...objectOf(schema, description), ...opaqueOf(schema) }),
  array: (schema, description) => sized(arrayOf(schema, description), "minItems", "maxItems"),
  tuple: (schema, description) => sized(tupleOf(schema, description), "minItems", "maxItems"),
  record: (schema, description) => ({ ...recordOf(schema, description), ...opaqueOf(schema) }),
  map: (schema, { of }) =>
    sized(
      {
        "x-type": "map",
        propertyNames: of(schema._zod.def.keyType),
        additionalProperties: of(schema._zod.def.valueType),
        ...constraintsOf(schema),
      },
      "minItems",
      "maxItems",
    ),
  set: (schema, { of }) =>
    sized(
      { "x-type": "set", items: of(schema._zod.def.valueType), ...constraintsOf(schema) },
      "minItems",
      "maxItems",
    ),
  union: (schema, description) => ({ ...unionOf(schema, description), ...opaqueOf(schema) }),
  intersection: (schema, description) => ({ ...intersectionOf(schema, description), ...opaqueOf(schema) }),
  pipe: pipeOf,
  transform: ({ _zod: { def } }) => ({ "x-conversions": [sourceHash(def.transform)] }),
  lazy: ({ _zod: { def } }, { of, isProperty }) => of(def.getter?.(), isProperty),
  promise: inner,
  readonly: inner,
  // Whether undefined was accepted is told by where the schema stands.
  nonoptional: ({ _zod: { def } }, { of }) => of(def.innerType, true),
  optional: ({ _zod: { def } }, { of, isProperty }) => {
    const value = of(def.innerType, true);
    return isProperty ? value : { anyOf: [value, UNDEFINED] };
  },
  nullable: ({ _zod: { def } }, { of, isProperty }) =>
    compact([of(def.innerType, isProperty), { type: "null" }]),
  default: defaulted,
  prefault: defaulted,
  catch: ({ _zod: { def } }, { of, io }) => {
    const value = of(def.innerType, true);
    return io === "input" ? { ...value, "x-lenient": "caught" } : value;
  },
};

function defaulted(schema: ZodSchema, { of, io }: Description): JsonSchema {
  const value = of(schema._zod.def.innerType, true);
  return io === "input" ? { ...value, ...defaultOf(schema) } : value;
}

/** Only what the checks say that are functions: for schemas whose other constraints are described apart. */
function opaqueOf(schema: ZodSchema): JsonSchema {
  const { "x-checks": checks, "x-conversions": conversions } = constraintsOf(schema);
  return {
    ...(checks !== undefined && { "x-checks": checks }),
    ...(conversions !== undefined && { "x-conversions": conversions }),
  };
}

/** A numeric enum of TypeScript also has its names as values of its numbers. */
const isOwnName = ([key]: [string, unknown], _index: number, all: [string, unknown][]): boolean =>
  !all.some(([, value]) => typeof value === "number" && String(value) === key);

function listed(values: readonly JsonValue[]): JsonSchema {
  if (values.length === 0) return { not: {} };
  const types = new Set(values.map((value) => (value === null ? "null" : typeof value)));
  const [type] = types;
  return { ...(types.size === 1 && type !== undefined && { type }), enum: [...values] };
}

function literalOf(values: readonly unknown[]): JsonSchema {
  const plain = values.filter(
    (value): value is JsonValue => !["undefined", "bigint", "symbol"].includes(typeof value),
  );
  const others = values.flatMap((value): JsonSchema[] => {
    if (value === undefined) return [UNDEFINED];
    return typeof value === "bigint"
      ? [{ "x-type": "bigint", minimum: String(value), maximum: String(value) }]
      : [];
  });
  const [only, ...more] = plain;
  const ofPlain =
    more.length === 0 && only !== undefined
      ? { type: only === null ? "null" : typeof only, const: only }
      : listed(plain);
  if (others.length === 0) return ofPlain;
  return plain.length === 0 && others.length === 1
    ? (others[0] ?? {})
    : { anyOf: [...(plain.length > 0 ? [ofPlain] : []), ...others] };
}

/**
 * A class is known by its name, and a type of the application's own by what its `.meta({ type })` states. Without that,
 * there is only the source of its check.
 */
function customOf(schema: ZodSchema): JsonSchema {
  const { def, bag } = schema._zod;
  const stated = statedType(schema);
  if (stated !== undefined) return { type: stated };
  const checks = constraintsOf(schema);
  const { Class } = (bag ?? {}) as { Class?: { name: string } }; // zod's own, of `z.instanceof`
  if (Class) return { "x-type": Class.name, ...checks };
  const own = typeof def.fn === "function" ? [sourceHash(def.fn)] : [];
  const all = [...own, ...((checks["x-checks"] as string[] | undefined) ?? [])]; // constraintsOf lists texts
  return { ...checks, ...(all.length > 0 && { "x-checks": sortedTexts(all) }) };
}
