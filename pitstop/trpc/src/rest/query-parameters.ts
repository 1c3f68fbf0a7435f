import { parseNotingRounded } from "../crud/exact-json.ts";
import { BadInput } from "../errors.ts";
import type { JsonSchema } from "./json-schema.ts";

/** A parameter of the query string, and the place in the procedure's input that it fills. */
export interface QueryParameter {
  name: string;
  path: readonly string[];
  schema: JsonSchema;
  isRequired: boolean;
}

/** A parsed query string: a parameter that is given more than once has a list. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The parameters that carry an input in a query string, flat: `filter.color.equals` is `color`, `filter.color.in` is
 * `color.in`, `sort` is `name` or `-name`, and everything else is its path with points. An attribute that has the
 * name of another parameter (`limit`, say) is asked for by `limit.equals`.
 */
export function queryParametersOf(input: JsonSchema): QueryParameter[] {
  const taken = Object.keys(input.properties ?? {});
  return flatten(input, [], true, taken);
}

/** The input that a query string stands for. Throws BadInput for what it does not know and for what is given twice. */
export function readQuery(
  parameters: ReadonlyMap<string, QueryParameter>,
  query: Query,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of Object.keys(query)) {
    const parameter = parameters.get(name);
    if (!parameter)
      throw new UnknownParameter(name, "There is no such parameter here; /docs lists those that there are.");
    place(input, parameter.path, readGiven(parameter, query[name] ?? ""));
  }
  return input;
}

/** The name under which a caller knows a place of the input, for messages. */
export function parameterAt(
  parameters: ReadonlyMap<string, QueryParameter>,
  path: readonly PropertyKey[],
): string | undefined {
  if (path.length === 0) return undefined;
  for (const parameter of parameters.values()) {
    const isInside = parameter.path.every((key, index) => path[index] === key || index >= path.length);
    if (isInside) return parameter.name;
  }
  return undefined;
}

function flatten(
  schema: JsonSchema,
  path: readonly string[],
  isRequired: boolean,
  taken: readonly string[],
): QueryParameter[] {
  if (isSort(schema, path)) return [{ name: "sort", path, schema: sortSchema(schema), isRequired }];
  if (!schema.properties) return [{ name: nameOf(path, taken), path, schema: asText(schema), isRequired }];
  return Object.entries(schema.properties).flatMap(([key, inner]) => {
    if (typeof inner === "boolean") return [];
    const isNeeded = isRequired && (schema.required?.includes(key) ?? false);
    return flatten(inner, [...path, key], isNeeded, taken);
  });
}

function nameOf(path: readonly string[], taken: readonly string[]): string {
  const [place, attribute, condition] = path;
  if (place !== "filter" || attribute === undefined || path.length !== 3) return path.join(".");
  return condition === "equals" && !taken.includes(attribute) ? attribute : `${attribute}.${condition}`;
}

const isSort = (schema: JsonSchema, path: readonly string[]): boolean =>
  path.length === 1 && path[0] === "sort" && Object.hasOwn(schema.properties ?? {}, "by");

function sortSchema({ properties }: JsonSchema): JsonSchema {
  const { by } = properties as { by: JsonSchema }; // isSort has looked
  return { type: "string", enum: (by.enum ?? []).flatMap((key) => [key, `-${String(key)}`]) };
}

/** Objects and mixed values travel as a text of JSON; single values and lists of them as they are. */
function asText(schema: JsonSchema): JsonSchema {
  const isPlain = ["string", "number", "integer", "boolean"].includes(String(schema.type));
  if (isPlain || schema.enum || schema.const !== undefined) return schema;
  if (schema.type === "array") return { ...schema, items: asText(itemsOf(schema)) };
  const { title, description, deprecated } = schema;
  return {
    type: "string",
    contentMediaType: "application/json",
    ...(title && { title }),
    ...(description && { description }),
    ...(deprecated && { deprecated }),
  };
}

const itemsOf = ({ items }: JsonSchema): JsonSchema =>
  typeof items === "object" && !Array.isArray(items) ? items : {};

function readGiven({ name, path, schema }: QueryParameter, given: string | string[]): unknown {
  if (schema.type === "array") {
    const items = itemsOf(schema);
    return [given].flat().map((text) => read(items, text));
  }
  if (typeof given !== "string") throw refused(name, "It stands in the address more than once.");
  if (path.length === 1 && name === "sort") return readSort(given);
  return read(schema, given);
}

/** What cannot be read stays the text that it is: the procedure's own schema says what is wrong with it. */
function read(schema: JsonSchema, text: string): unknown {
  if (schema.contentMediaType === "application/json") return parsedJson(text);
  if (schema.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (schema.type === "integer") return readInteger(text);
  if (schema.type === "number") return NUMBER.test(text) ? Number(text) : text;
  return text;
}

/** As JSON writes numbers: no sign in front but minus, no point without digits around it. */
const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/** Only as it is usually written, so that `1`, `01` and `1e0` are not three addresses of one thing. */
export function readInteger(text: string): number | string {
  const number = Number(text);
  return String(number) === text && Number.isSafeInteger(number) ? number : text;
}

const readSort = (text: string): unknown =>
  text.startsWith("-") ? { by: text.slice(1), direction: "desc" } : { by: text };

function parsedJson(text: string): unknown {
  try {
    return parseNotingRounded(text);
  } catch {
    return text;
  }
}

function place(input: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = input;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>; // only this function fills it, with objects on the way
  }
  at[path.at(-1) as string] = value; // a path has at least one key
}

/** A parameter that there isn't. */
export class UnknownParameter extends BadInput {
  constructor(name: string, message: string) {
    super(refusal(name, message), { [name]: [message] });
  }
}

const refusal = (name: string, message: string): string =>
  `The query parameter "${name}" is refused: ${message}`;

const refused = (name: string, message: string): BadInput =>
  new BadInput(refusal(name, message), { [name]: [message] });
