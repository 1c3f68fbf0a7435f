import type { JsonSchema } from "../schema.ts";
import { compact } from "./compact.ts";
import { constraintsOf } from "./constraints.ts";
import type { ZodSchema } from "./zod.ts";
import type { Description, Direction } from "./zod-to-schema.ts";

/** Whether a client may omit a value, or an answer may lack it. */
function mayBeAbsent(schema: ZodSchema, io: Direction): boolean {
  if (io === "output") return schema._zod.optout !== undefined;
  const { type, in: input, out, innerType } = schema._zod.def;
  // zod lets these see what is absent; whether they take it is a matter of what comes after.
  if (type === "pipe" && input?._zod.def.type === "transform" && out) return mayBeAbsent(out, io);
  if (type === "catch" && innerType) return true;
  return schema._zod.optin !== undefined;
}

export function objectOf({ _zod: { def } }: ZodSchema, { of, io }: Description): JsonSchema {
  const entries = Object.entries(def.shape ?? {});
  const required = entries.filter(([, schema]) => !mayBeAbsent(schema, io)).map(([name]) => name);
  const rest = def.catchall?._zod.def.type;
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, schema]) => [name, of(schema, true)])),
    ...(required.length > 0 && { required }),
    ...(rest === "never" || (!def.catchall && io === "output")
      ? { additionalProperties: false }
      : def.catchall && { additionalProperties: of(def.catchall, true) }),
  };
}

export const arrayOf = (schema: ZodSchema, { of }: Description): JsonSchema => ({
  type: "array",
  items: of(schema._zod.def.element),
  ...constraintsOf(schema),
});

export function tupleOf(schema: ZodSchema, { of, io }: Description): JsonSchema {
  const { items = [], rest } = schema._zod.def;
  const optional = items.toReversed().findIndex((item) => !mayBeAbsent(item, io));
  const least = optional < 0 ? 0 : items.length - optional;
  return {
    type: "array",
    prefixItems: items.map((item) => of(item, true)),
    items: rest ? of(rest) : false,
    ...(least > 0 && { "x-least": least }),
    ...(!rest && { "x-most": items.length }),
    ...constraintsOf(schema),
  };
}

export function recordOf({ _zod: { def } }: ZodSchema, { of, io }: Description): JsonSchema {
  const { keyType, valueType, mode, partial } = def;
  const names = asName(of(keyType));
  const value = of(valueType, true);
  // A loose record leaves alone what its keys don't match.
  if (mode === "loose" && typeof names.pattern === "string")
    return { type: "object", patternProperties: { [names.pattern]: value } };
  const keys = [...(keyType?._zod.values ?? [])].filter(
    (key) => typeof key === "string" || typeof key === "number",
  );
  const isOmittable = io === "input" && valueType !== undefined && mayBeAbsent(valueType, io);
  const required = keys.length > 0 && !partial && !isOmittable ? keys.map(String) : [];
  return {
    type: "object",
    propertyNames: names,
    additionalProperties: value,
    ...(required.length > 0 && { required }),
  };
}

/** Names are texts: a number as a key is its digits. */
function asName(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.enum)) return { type: "string", enum: schema.enum.map(String) };
  if (typeof schema.const === "number") return { type: "string", const: String(schema.const) };
  if (schema.type === "integer") return { type: "string", pattern: "^-?\\d+$" };
  return schema.type === "number" ? { type: "string", pattern: "^-?\\d+(?:\\.\\d+)?$" } : schema;
}

export function unionOf({ _zod: { def } }: ZodSchema, { of, isProperty }: Description): JsonSchema {
  const members = (def.options ?? []).map((option) => of(option, isProperty));
  // In a property, undefined is told by its being absent.
  const shown = isProperty ? members.filter((member) => member["x-type"] !== "undefined") : members;
  if (def.inclusive === false) return { oneOf: shown };
  return shown.length === 1 && shown[0] ? shown[0] : compact(shown);
}

export function intersectionOf({ _zod: { def } }: ZodSchema, { of }: Description): JsonSchema {
  const [left, right] = [of(def.left, true), of(def.right, true)];
  return bothObjects(left, right) ?? { allOf: [left, right] };
}

const PLAIN = new Set(["type", "properties", "required", "additionalProperties", "title", "description"]);

/** zod refuses a property only where both objects refuse it: two closed objects are one with the properties of both. */
function bothObjects(left: JsonSchema, right: JsonSchema): JsonSchema | undefined {
  const arePlain = [left, right].every(
    (side) =>
      side.type === "object" && side.properties && Object.keys(side).every((keyword) => PLAIN.has(keyword)),
  );
  if (!arePlain) return undefined;
  const properties = { ...left.properties };
  for (const [name, schema] of Object.entries(right.properties ?? {})) {
    properties[name] = properties[name] === undefined ? schema : { allOf: [properties[name], schema] };
  }
  const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])];
  const [one, other] = [left.additionalProperties, right.additionalProperties];
  const additional = one === false ? other : other === false ? one : one === undefined ? other : one;
  return {
    type: "object",
    properties,
    ...(required.length > 0 && { required }),
    ...(additional !== undefined && { additionalProperties: additional }),
  };
}
