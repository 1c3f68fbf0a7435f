import { isDeepStrictEqual } from "node:util";
import { Count, HistoryPage, Reference, Restoration } from "@pitstop/domain";
import { z } from "zod";
import { conversion, type Direction, type JsonSchema, withoutProperties } from "../json-schema.ts";
import type { RestOperation } from "../operation.ts";
import { Problem } from "../problem.ts";
import { pascal } from "./words.ts";

/** The schemas that the document names, and how to name one where it is used. */
export interface Components {
  schemas: Record<string, JsonSchema>;
  /** A reference to the schema, as what it takes or as what it gives. */
  refer: (schema: z.ZodType) => JsonSchema;
}

type Names = z.core.$ZodRegistry<{ id: string }>;

const addressOf = (name: string): string => `#/components/schemas/${name}`;

/** The schemas of all bodies and answers, each once and by a name: Car, CarCreate, CarUpdate, CarPage, … */
export function componentsOf(operations: readonly RestOperation[]): Components {
  const names = { input: registry(), output: registry() };
  for (const [schema, name] of [
    [Problem, "Problem"],
    [Reference, "Reference"],
    [Count, "Count"],
  ] as const) {
    names.output.add(schema, { id: name });
  }
  const taken = new Set(["Problem", "Reference", "Count"]);
  const add = (to: Names, schema: z.ZodType, id: string): void => {
    if (taken.has(id)) throw new Error(`Two schemas of the OpenAPI document are called ${id}.`);
    taken.add(id);
    to.add(schema, { id });
  };
  // Every domain has the same ones.
  if (operations.some(({ output }) => output === HistoryPage)) add(names.output, HistoryPage, "HistoryPage");
  if (operations.some(({ input }) => input === Restoration)) add(names.input, Restoration, "Restoration");
  const changes = new Set<string>();
  for (const operation of operations) {
    const { input, output, hasBody, method, kind } = operation;
    if (input && hasBody) {
      const name = nameOf(operation, "input");
      if (!names.input.has(input)) add(names.input, input, name);
      if (kind === "update") changes.add(name);
    }
    if (output && method !== "DELETE" && !names.output.has(output)) {
      add(names.output, output, nameOf(operation, "output"));
    }
  }
  const schemas = { ...convert(names.output, "output"), ...convert(names.input, "input") };
  for (const name of changes) schemas[name] = changeOf(schemas[name] ?? {});
  if (schemas.Restoration) schemas.Restoration = withoutProperties(schemas.Restoration, ["id"]);
  const refer = (schema: z.ZodType) => {
    const name = names.output.get(schema) ?? names.input.get(schema);
    return name ? { $ref: addressOf(name.id) } : {};
  };
  return { schemas, refer };
}

/** The body of a change: the id stands in the path, and If-Match may say the version. */
function changeOf(update: JsonSchema): JsonSchema {
  const { version, ...properties } = withoutProperties(update, ["id"]).properties ?? {};
  const description = "The version that was read. `If-Match` says the same.";
  const required = update.required?.filter((name) => name !== "id" && name !== "version") ?? [];
  return {
    ...withoutProperties(update, ["id", "version"]),
    properties: {
      ...(typeof version === "object" && { version: { ...version, description } }),
      ...properties,
    },
    ...(required.length > 0 && { required }),
  };
}

const registry = (): Names => z.registry<{ id: string }>();

function nameOf({ kind, name, domain }: RestOperation, direction: Direction): string {
  const base = domain ? pascal(domain.name) : pascal(name.split(".").slice(0, -1).join("-"));
  if (kind === "custom") return `${base}${pascal(name.split(".").at(-1) ?? "")}${pascal(direction)}`;
  if (direction === "input") return `${base}${pascal(kind)}`;
  return kind === "list" ? `${base}Page` : base;
}

/** zod's schemas by their names. What refers to itself and has no name is put beside them, by their title or under a name of ours. */
function convert(names: Names, io: Direction): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(names, { ...conversion(io), uri: addressOf });
  const { __shared: shared = {}, ...named } = schemas as Record<string, JsonSchema>; // zod's type names no key
  const titles = new Map(Object.entries(shared.$defs ?? {}).map(([name, { title }]) => [name, title]));
  const ownName = (name: string) => titles.get(name) ?? `${pascal(io)}${pascal(name)}`;
  const beside = Object.entries(shared.$defs ?? {}).map(([name, schema]) => [
    ownName(name),
    isAnyJson(schema, `${sharedAddress}${name}`) ? ANY_JSON : schema,
  ]);
  const all = { ...named, ...Object.fromEntries(beside) };
  const text = JSON.stringify(all, (key, value) => (key === "$schema" || key === "$id" ? undefined : value));
  const inPlace = text.replace(
    /"#\/components\/schemas\/__shared#\/\$defs\/(\w+)"/g,
    (_reference, name: string) => `"${addressOf(ownName(name))}"`,
  );
  return JSON.parse(inPlace) as Record<string, JsonSchema>; // it was this a moment ago
}

/** Where zod puts what refers to itself. */
const sharedAddress = `${addressOf("__shared")}#/$defs/`;

/** Generators of TypeScript can write no type that refers to itself by a list, and this one admits everything. */
const ANY_JSON: JsonSchema = { description: "Any JSON value." };

/** Whether a schema is what zod writes for `z.json()`: each type of JSON, and lists and objects of the same. */
function isAnyJson({ anyOf = [] }: JsonSchema, address: string): boolean {
  const own = { $ref: address };
  const everything: JsonSchema[] = [
    { type: "string" },
    { type: "number" },
    { type: "boolean" },
    { type: "null" },
    { type: "array", items: own },
    { type: "object", additionalProperties: own },
  ];
  return everything.every((one) => anyOf.some((other) => isDeepStrictEqual(one, other)));
}
