// Reading an attribute back from what the shared types and the entity say about it.
import type { Argument } from "oxc-parser";
import type { Attribute, Constant, Rules } from "../attribute-types/attribute.ts";
import { type Chain, readChain } from "../edit/chain.ts";
import { bare, objectIn, propertiesOf } from "../edit/object.ts";
import { notUnderstood, type Source, textOf } from "../edit/source.ts";
import { snakeCase, wordsOf } from "../names/case.ts";
import type { EntityFile } from "./entity-file.ts";
import type { TypesFile } from "./types-file.ts";

/** What the shared types say of an attribute. */
export interface TypesFacts {
  readonly chain: Chain;
  readonly type: string;
  readonly rules: Rules;
  readonly isNullable: boolean;
  readonly default?: Constant;
  readonly meta: Readonly<Record<string, unknown>>;
  /** Calls that the tool does not know: `.refine(…)`. They are kept, and nothing is concluded from them. */
  readonly unknown: readonly string[];
}

/** What the entity says of an attribute. */
export interface EntityFacts {
  readonly chain: Chain;
  /** The types of the grammar that have this column. */
  readonly types: readonly string[];
  readonly rules: Rules;
  readonly isNullable: boolean;
  readonly default?: Constant;
  readonly isUnique: boolean;
  readonly column: string;
  readonly unknown: readonly string[];
}

const zodTypes: Readonly<Record<string, string>> = {
  boolean: "boolean",
  email: "email",
  enum: "enum",
  // As it was stated when a bigint was a JavaScript number.
  int: "bigint",
  int32: "integer",
  "iso.date": "date",
  "iso.datetime": "datetime",
  number: "float",
  string: "string",
  url: "url",
  uuid: "uuid",
};

/** Reads an attribute's schema. Throws FILE_NOT_UNDERSTOOD for a schema of no type of the grammar. */
export function typesFacts(file: TypesFile, name: string): TypesFacts {
  const { source } = file;
  const property = file.attributes.find((attribute) => attribute.name === name);
  if (!property) throw notUnderstood(source, file.attributesObject, `the attribute "${name}"`);
  const chain = readChain(source, property.value, `the schema of "${name}"`);
  const base = baseOf(source, chain, name);
  const calls = base.isCall ? chain.calls.slice(1) : chain.calls;
  const rules: { -readonly [K in keyof Rules]: Rules[K] } = { ...base.rules };
  const unknown: string[] = [];
  let isNullable = false;
  let fallback: Constant | undefined;
  let meta: Record<string, unknown> = {};
  const isText = ["string", "email", "url"].includes(base.type);
  for (const call of calls) {
    const [argument] = call.args;
    if (call.name === "trim") continue;
    if (call.name === "min") rules[isText ? "minLength" : "minimum"] = numberIn(source, argument, call.text);
    else if (call.name === "max")
      rules[isText ? "maxLength" : "maximum"] = numberIn(source, argument, call.text);
    else if (call.name === "regex") rules.pattern = patternIn(source, argument);
    else if (call.name === "nullable") isNullable = true;
    else if (call.name === "default") fallback = constantIn(source, argument);
    else if (call.name === "meta") meta = metaIn(source, argument);
    else unknown.push(call.text);
  }
  const type = base.type === "string" && meta.multiline === true ? "text" : base.type;
  return {
    chain,
    type,
    rules,
    isNullable,
    ...(fallback !== undefined && { default: fallback }),
    meta,
    unknown,
  };
}

/** Reads a column. Throws FILE_NOT_UNDERSTOOD for a builder of no type of the grammar. */
export function entityFacts(file: EntityFile, name: string): EntityFacts {
  const { source } = file;
  const property = file.attributes.find((attribute) => attribute.name === name);
  if (!property) throw notUnderstood(source, file.propertiesObject, `the property "${name}"`);
  const chain = readChain(source, property.value, `the column of "${name}"`);
  const [builder, ...calls] = chain.calls;
  const types = builder && builderTypes[builder.name];
  if (!types) throw notUnderstood(source, property.node, `a column of a known type, like p.string()`);
  const rules: { -readonly [K in keyof Rules]: Rules[K] } =
    builder.name === "enum" ? { values: wordsIn(source, builder.args[0]) } : {};
  const unknown: string[] = [];
  const facts = { isNullable: false, isUnique: false, column: snakeCase(name) };
  let fallback: Constant | undefined;
  for (const call of calls) {
    const [argument] = call.args;
    if (call.name === "length") rules.maxLength = numberIn(source, argument, call.text);
    else if (call.name === "precision") rules.precision = numberIn(source, argument, call.text);
    else if (call.name === "scale") rules.scale = numberIn(source, argument, call.text);
    else if (call.name === "nullable") facts.isNullable = true;
    else if (call.name === "unique") facts.isUnique = true;
    else if (call.name === "default") fallback = constantIn(source, argument);
    else if (call.name === "defaultRaw") fallback = textOfSql(source, argument);
    else if (call.name === "fieldName" || call.name === "name")
      facts.column = String(constantIn(source, argument));
    else if (!(call.name === "columnType" && builder.name === "float")) unknown.push(call.text);
  }
  if (types.includes("decimal")) rules.scale ??= 0;
  return { chain, types, rules, ...facts, ...(fallback !== undefined && { default: fallback }), unknown };
}

const builderTypes: Readonly<Record<string, readonly string[]>> = {
  bigint: ["bigint"],
  boolean: ["boolean"],
  date: ["date"],
  datetime: ["datetime"],
  decimal: ["decimal"],
  enum: ["enum"],
  float: ["float"],
  integer: ["integer"],
  json: ["json"],
  string: ["string", "email", "url"],
  text: ["text"],
  uuid: ["uuid"],
};

/** The attribute as both files state it together; where they differ, `check` says so, and the shared types count. */
export function readAttribute(
  types: TypesFile,
  entity: EntityFile,
  name: string,
): Attribute & { readonly column: string } {
  const stated = typesFacts(types, name);
  const column = entityFacts(entity, name);
  const { label, description } = stated.meta;
  return {
    name,
    type: stated.type,
    rules: stated.rules,
    isNullable: stated.isNullable,
    ...(stated.default !== undefined && { default: stated.default }),
    isUnique: column.isUnique,
    isSortable: stated.meta.sortable === true,
    isSearchable: stated.meta.searchable === true,
    label: typeof label === "string" ? label : wordsOf(name),
    ...(typeof description === "string" && { description }),
    column: column.column,
  };
}

/** How a chain begins: `z.string()`, `decimal(12, 2)`, `bigint()` or `Json`. */
function baseOf(source: Source, chain: Chain, name: string): { type: string; rules: Rules; isCall: boolean } {
  if (chain.rootName === "Json" && !chain.rootArgs) return { type: "json", rules: {}, isCall: false };
  if (chain.rootName === "bigint" && chain.rootArgs)
    return { type: "bigint", rules: boundsIn(source, chain.rootArgs[0]), isCall: false };
  if (chain.rootName === "decimal" && chain.rootArgs) {
    const [precision, scale, range] = chain.rootArgs;
    return {
      type: "decimal",
      rules: {
        precision: numberIn(source, precision, chain.root),
        scale: numberIn(source, scale, chain.root),
        ...boundsIn(source, range),
      },
      isCall: false,
    };
  }
  const [first] = chain.calls;
  const type = chain.rootName === "z" && first ? zodTypes[first.name] : undefined;
  if (!type || !first)
    throw notUnderstood(source, chain, `a schema of a known type for "${name}", like z.string()`);
  return { type, rules: type === "enum" ? { values: wordsIn(source, first.args[0]) } : {}, isCall: true };
}

/** The limits of a number that is text on the wire: `{ min: 0, max: 100 }`. */
function boundsIn(source: Source, argument: Argument | undefined): Pick<Rules, "minimum" | "maximum"> {
  const { min, max } = argument ? metaIn(source, argument) : {};
  return {
    ...(typeof min === "number" && { minimum: min }),
    ...(typeof max === "number" && { maximum: max }),
  };
}

function numberIn(source: Source, argument: Argument | undefined, what: string): number {
  const value = argument && constantIn(source, argument);
  if (typeof value === "number") return value;
  throw notUnderstood(source, argument ?? 0, `a number in ${what}`);
}

function wordsIn(source: Source, argument: Argument | undefined): string[] {
  const array = argument && argument.type !== "SpreadElement" ? bare(argument) : undefined;
  if (array?.type !== "ArrayExpression")
    throw notUnderstood(source, argument ?? 0, `the values as ["…", "…"]`);
  return array.elements.map((element) => {
    const value = element && constantIn(source, element);
    if (typeof value !== "string") throw notUnderstood(source, element ?? array, "a value as text");
    return value;
  });
}

function patternIn(source: Source, argument: Argument | undefined): string {
  const literal = argument && argument.type !== "SpreadElement" ? bare(argument) : undefined;
  if (literal?.type === "Literal" && "regex" in literal) return literal.regex.pattern;
  throw notUnderstood(source, argument ?? 0, "a regular expression between slashes");
}

function metaIn(source: Source, argument: Argument | undefined): Record<string, unknown> {
  if (!argument || argument.type === "SpreadElement") throw notUnderstood(source, argument ?? 0, "{ … }");
  return Object.fromEntries(
    propertiesOf(source, objectIn(source, argument, "the meta data")).map(({ name, value }) => [
      name,
      literalIn(source, value),
    ]),
  );
}

function literalIn(source: Source, value: Argument): unknown {
  if (value.type === "SpreadElement") return undefined;
  const expression = bare(value);
  return isConstant(expression) ? constantIn(source, value) : textOf(source, value);
}

const isConstant = ({ type }: { type: string }): boolean =>
  ["Literal", "UnaryExpression", "ObjectExpression", "ArrayExpression"].includes(type);

/** The text of a literal of SQL, as the tool writes a default that holds an apostrophe: `'it''s'`. */
function textOfSql(source: Source, argument: Argument | undefined): string {
  const [, text] = /^'((?:[^']|'')*)'(?:::[\w ]+)?$/.exec(String(constantIn(source, argument))) ?? [];
  if (text === undefined) throw notUnderstood(source, argument ?? 0, "a default that is a text of SQL");
  return text.replaceAll("''", "'");
}

/** A text, a number, true or false, `{}` or `[]` that stands in the file as it is. */
function constantIn(source: Source, argument: Argument | undefined): Constant {
  if (argument && argument.type !== "SpreadElement") {
    const value = bare(argument);
    if (value.type === "Literal" && ["string", "number", "boolean"].includes(typeof value.value))
      return value.value as Constant;
    if (value.type === "UnaryExpression" && value.operator === "-")
      return -Number(constantIn(source, value.argument));
    if (value.type === "ObjectExpression" && value.properties.length === 0) return {};
    if (value.type === "ArrayExpression" && value.elements.length === 0) return [];
  }
  throw notUnderstood(source, argument ?? 0, "a constant");
}
