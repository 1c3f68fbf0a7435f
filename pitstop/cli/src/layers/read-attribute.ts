// Reading an attribute back from what the shared types and the entity say about it: what is certain, and no more.
import type { Argument, Expression } from "oxc-parser";
import type { Attribute, Constant, Rules } from "../attribute-types/attribute.ts";
import { type Call, type Chain, readChain } from "../edit/chain.ts";
import { constantAt, valuesAt } from "../edit/constant.ts";
import type { Located, Modules } from "../edit/modules.ts";
import { bare } from "../edit/object.ts";
import { notUnderstood, type Source, textOf } from "../edit/source.ts";
import { snakeCase, wordsOf } from "../names/case.ts";
import type { EntityFile } from "./entity/entity-file.ts";
import { type Member, type Opaque, readMembers, writtenAt } from "./members.ts";
import type { TypesFile } from "./types/types-file.ts";

/** What the shared types say of an attribute. */
export interface TypesFacts {
  /** The value as this file has it; undefined where it's no chain of calls. */
  readonly chain: Chain | undefined;
  /** Undefined where nothing says it for certain. */
  readonly type: string | undefined;
  /** The types that the schema does for, where it's the column that tells them apart. */
  readonly types: readonly string[];
  readonly rules: Rules;
  readonly isNullable: boolean;
  readonly default?: Constant;
  readonly meta: Readonly<Record<string, unknown>>;
  /** The entries of its meta data as they are written, and whether their values are known. */
  readonly metaMembers: readonly MetaMember[];
  /** Calls that the tool doesn't know: `.refine(…)`. They're kept, and nothing is concluded from them. */
  readonly unknown: readonly PlacedCall[];
  /** The calls of `.min(…)`, `.max(…)` and `.regex(…)`. */
  readonly ruleCalls: readonly PlacedCall[];
  /** Whether a part of it is written elsewhere: `common.remark`. */
  readonly isElsewhere: boolean;
  /** Arguments that can't be read for certain. */
  readonly opaque: readonly (Opaque & { readonly call: string })[];
}

/** An entry of meta data, in the file that has it. */
export type MetaMember = Pick<Member, "name" | "source" | "value"> & { readonly isKnown: boolean };

/** What the entity says of an attribute. */
export interface EntityFacts {
  readonly chain: Chain | undefined;
  /** The types of the grammar that have this column; undefined where nothing says it for certain. */
  readonly types: readonly string[] | undefined;
  readonly rules: Rules;
  readonly isNullable: boolean;
  readonly default?: Constant;
  readonly isUnique: boolean;
  readonly column: string;
  readonly unknown: readonly PlacedCall[];
  readonly isElsewhere: boolean;
  readonly opaque: readonly (Opaque & { readonly call: string })[];
}

/** A call and the file that has it. */
export type PlacedCall = Call & { readonly source: Source };

const zodTypes: Readonly<Record<string, string>> = {
  boolean: "boolean",
  email: "email",
  enum: "enum",
  // As it was stated when a bigint was a JavaScript number.
  int: "bigint",
  int32: "integer",
  "iso.date": "date",
  "iso.datetime": "datetime",
  "iso.duration": "duration",
  number: "float",
  string: "string",
  url: "url",
  uuid: "uuid",
};

/** What the column decides: a whole number is stored in four bytes or in eight. */
const sharedTypes: Readonly<Record<string, readonly string[]>> = { bigint: ["bigint", "integer"] };

const builderTypes: Readonly<Record<string, readonly string[]>> = {
  bigint: ["bigint"],
  boolean: ["boolean"],
  date: ["date"],
  datetime: ["datetime"],
  decimal: ["decimal"],
  enum: ["enum"],
  float: ["float"],
  integer: ["integer"],
  interval: ["duration"],
  json: ["json"],
  string: ["string", "email", "url"],
  text: ["text"],
  uuid: ["uuid"],
};

/** The calls of a value with those of the value that its root leads to, wherever that is written. */
interface Flat {
  readonly chain: Chain | undefined;
  readonly calls: readonly PlacedCall[];
  /** The chain that begins it all. */
  readonly base: Chain | undefined;
  readonly isElsewhere: boolean;
}

function flatten(modules: Modules, { source, value }: Pick<Member, "source" | "value">): Flat {
  const chain = readChain(source, value);
  if (!chain) return { chain, calls: [], base: undefined, isElsewhere: false };
  const calls = chain.calls.map((call) => ({ ...call, source }));
  if (isBuilder(chain)) return { chain, calls, base: chain, isElsewhere: false };
  const found = writtenAt(modules, { source, expression: chain.rootNode });
  const isFound = found !== undefined && found.expression !== bare(chain.rootNode);
  if (!isFound) return { chain, calls, base: undefined, isElsewhere: true };
  const base = flatten(modules, { source: found.source, value: found.expression });
  return { chain, calls: [...base.calls, ...calls], base: base.base, isElsewhere: true };
}

/** `z`, `p`, `Json` and `decimal(…)` are what values are built of. */
const isBuilder = ({ rootName, rootArgs }: Chain): boolean =>
  rootName === "z" ||
  rootName === "p" ||
  ((rootName === "decimal" || rootName === "bigint") && rootArgs !== undefined) ||
  rootName === "Json";

/** Reads an attribute's schema. Throws FILE_NOT_UNDERSTOOD where the file has no such attribute. */
export function typesFacts(file: TypesFile, name: string): TypesFacts {
  const { source, modules } = file;
  const member = file.attributes.find((attribute) => attribute.name === name);
  if (!member) throw notUnderstood(source, file.attributesObject, `the attribute "${name}"`);
  const flat = flatten(modules, member);
  const reader = new Reader(modules);
  const base = baseOf(reader, flat);
  const calls = base.isCall ? flat.calls.slice(1) : flat.calls;
  const rules: { -readonly [K in keyof Rules]: Rules[K] } = { ...base.rules };
  const unknown: PlacedCall[] = [];
  let isNullable = false;
  let fallback: Constant | undefined;
  let meta: Record<string, unknown> = {};
  const metaMembers: MetaMember[] = [];
  const isText = ["string", "email", "url"].includes(base.type ?? "");
  for (const call of calls) {
    if (call.name === "trim" || call === base.whole) continue;
    if (call.name === "min") set(rules, isText ? "minLength" : "minimum", reader.number(call));
    else if (call.name === "max") set(rules, isText ? "maxLength" : "maximum", reader.number(call));
    else if (call.name === "length" && isText) {
      const length = reader.number(call);
      set(rules, "minLength", length);
      set(rules, "maxLength", length);
    } else if (call.name === "regex") set(rules, "pattern", reader.pattern(call));
    else if (call.name === "nullable") isNullable = true;
    else if (call.name === "default") fallback = reader.constant(call);
    else if (call.name === "meta") meta = { ...meta, ...reader.meta(call, metaMembers) };
    else unknown.push(call);
  }
  const type = base.type === "string" && meta.multiline === true ? "text" : base.type;
  return {
    chain: flat.chain,
    type,
    types: base.isWhole ? (sharedTypes[type ?? ""] ?? []) : type === undefined ? [] : [type],
    rules,
    isNullable,
    ...(fallback !== undefined && { default: fallback }),
    meta,
    metaMembers,
    ruleCalls: calls.filter(({ name }) => ["min", "max", "length", "regex"].includes(name)),
    unknown,
    isElsewhere: flat.isElsewhere || member.spread !== undefined,
    opaque: reader.opaque,
  };
}

/** Reads a column. Throws FILE_NOT_UNDERSTOOD where the file has no such property. */
export function entityFacts(file: EntityFile, name: string): EntityFacts {
  const { source, modules } = file;
  const member = file.attributes.find((attribute) => attribute.name === name);
  if (!member) throw notUnderstood(source, file.propertiesObject, `the property "${name}"`);
  const flat = flatten(modules, member);
  const reader = new Reader(modules);
  const [builder, ...calls] = flat.calls;
  const types = flat.base && builder ? builderTypes[builder.name] : undefined;
  const rules: { -readonly [K in keyof Rules]: Rules[K] } = {};
  if (builder?.name === "enum") set(rules, "values", reader.words(builder));
  const unknown: PlacedCall[] = [];
  const facts = { isNullable: false, isUnique: false, column: snakeCase(name) };
  let fallback: Constant | undefined;
  for (const call of types ? calls : flat.calls) {
    if (call.name === "length") set(rules, "maxLength", reader.number(call));
    else if (call.name === "precision") set(rules, "precision", reader.number(call));
    else if (call.name === "scale") set(rules, "scale", reader.number(call));
    else if (call.name === "nullable") facts.isNullable = true;
    else if (call.name === "unique") facts.isUnique = true;
    else if (call.name === "default") fallback = reader.constant(call);
    else if (call.name === "defaultRaw") fallback = reader.textOfSql(call);
    else if (call.name === "fieldName" || call.name === "name")
      facts.column = String(reader.constant(call) ?? facts.column);
    else if (!(call.name === "columnType" && builder?.name === "float")) unknown.push(call);
  }
  if (types?.includes("decimal")) rules.scale ??= 0;
  return {
    chain: flat.chain,
    types,
    rules,
    ...facts,
    ...(fallback !== undefined && { default: fallback }),
    unknown,
    isElsewhere: flat.isElsewhere || member.spread !== undefined,
    opaque: reader.opaque,
  };
}

function set<Key extends keyof Rules>(
  rules: { -readonly [K in keyof Rules]: Rules[K] },
  key: Key,
  value: Rules[Key] | undefined,
): void {
  if (value !== undefined) rules[key] = value;
}

/** The attribute as both files state it together; where they differ, `check` says so, and the shared types count. */
export function readAttribute(
  types: TypesFile,
  entity: EntityFile,
  name: string,
): Attribute & { readonly column: string } {
  const stated = typesFacts(types, name);
  const column = entityFacts(entity, name);
  const { label, description, examples } = stated.meta;
  const isElsewhere = stated.opaque.some(({ call }) => call === "meta");
  const isIndexed = entity.indexes.some(({ properties }) => properties.join() === `${name},id`);
  return {
    name,
    type:
      stated.types.find((type) => column.types?.includes(type)) ??
      stated.type ??
      column.types?.[0] ??
      UNKNOWN_TYPE,
    rules: { ...column.rules, ...stated.rules },
    isNullable: stated.type === undefined ? column.isNullable : stated.isNullable,
    ...(stated.default !== undefined
      ? { default: stated.default }
      : stated.type === undefined && column.default !== undefined && { default: column.default }),
    isUnique: column.isUnique,
    isSortable: isElsewhere ? isIndexed : stated.meta.sortable === true,
    isSearchable: stated.meta.searchable === true,
    label: typeof label === "string" ? label : wordsOf(name),
    ...(typeof description === "string" && { description }),
    ...(isListOfConstants(examples) && { examples }),
    column: column.column,
  };
}

const isListOfConstants = (value: unknown): value is Constant[] =>
  Array.isArray(value) && value.every((each) => ["string", "number", "boolean"].includes(typeof each));

/** The type of an attribute that neither file says for certain; no type has this name. */
export const UNKNOWN_TYPE = "unknown";

interface Base {
  readonly type: string | undefined;
  readonly rules: Rules;
  readonly isCall: boolean;
  /** Whether it's a whole number of any size, and the call that says so behind `z.number()`. */
  readonly isWhole?: boolean;
  readonly whole?: PlacedCall | undefined;
}

/** How a chain begins: `z.string()`, `decimal(12, 2)`, `bigint()` or `Json`. */
function baseOf(reader: Reader, { base, calls }: Flat): Base {
  if (base?.rootName === "Json" && !base.rootArgs) return { type: "json", rules: {}, isCall: false };
  if (base?.rootName === "decimal" && base.rootArgs) return decimalOf(reader, base);
  if (base?.rootName === "bigint" && base.rootArgs)
    return { type: "bigint", rules: boundsOf(reader, base, base.rootArgs[0]), isCall: false };
  const [first] = calls;
  const type = base?.rootName === "z" && first ? zodTypes[first.name] : undefined;
  if (!type || !first) return { type: undefined, rules: {}, isCall: base?.rootName === "z" };
  const whole = type === "float" ? calls.find(({ name }) => name === "int") : undefined;
  if (whole || first.name === "int") return { type: "bigint", rules: {}, isCall: true, isWhole: true, whole };
  const values = type === "enum" ? reader.words(first) : undefined;
  return { type, rules: values ? { values } : {}, isCall: true };
}

function decimalOf(reader: Reader, base: Chain): { type: string; rules: Rules; isCall: boolean } {
  const [precision, scale, range] = base.rootArgs ?? [];
  const rules: { -readonly [K in keyof Rules]: Rules[K] } = boundsOf(reader, base, range);
  set(rules, "precision", reader.number(argumentOf(base, precision)));
  set(rules, "scale", reader.number(argumentOf(base, scale)));
  return { type: "decimal", rules, isCall: false };
}

/** The limits of a number that is text on the wire: `{ min: 0, max: 100 }`. */
function boundsOf(
  reader: Reader,
  base: Chain,
  argument: Argument | undefined,
): Pick<Rules, "minimum" | "maximum"> {
  const { min, max } = argument ? reader.meta(argumentOf(base, argument)) : {};
  return {
    ...(typeof min === "number" && { minimum: min }),
    ...(typeof max === "number" && { maximum: max }),
  };
}

/** One argument of a function that a chain begins with, as a call of its own. */
const argumentOf = (
  { source, rootName, root, start, end }: Chain,
  argument: Argument | undefined,
): PlacedCall => ({ name: rootName, text: root, args: argument ? [argument] : [], start, end, source });

/** Reads arguments, and notes those that can't be read. */
class Reader {
  readonly opaque: (Opaque & { readonly call: string })[] = [];
  readonly #modules: Modules;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  number(call: PlacedCall): number | undefined {
    const value = this.#value(call);
    return typeof value === "number" ? value : this.#skip(call);
  }

  constant(call: PlacedCall): Constant | undefined {
    const value = this.#value(call);
    if (["string", "number", "boolean"].includes(typeof value)) return value as Constant; // as just asked
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    return isEmpty ? (value as Constant) : this.#skip(call); // `{}` or `[]`
  }

  /** The text of a literal of SQL, as the tool writes a default that holds an apostrophe: `'it''s'`. */
  textOfSql(call: PlacedCall): string | undefined {
    const [, text] = /^'((?:[^']|'')*)'(?:::[\w ]+)?$/.exec(String(this.#value(call))) ?? [];
    return text === undefined ? this.#skip(call) : text.replaceAll("''", "'");
  }

  words(call: PlacedCall): string[] | undefined {
    const at = located(call);
    const value = at && (constantAt(this.#modules, at) ?? valuesAt(this.#modules, at))?.value;
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
    return this.#skip(call);
  }

  pattern(call: PlacedCall): string | undefined {
    const at = located(call);
    const found = at && this.#modules.resolve(at);
    const literal = found ? bare(found.expression) : undefined;
    if (literal?.type === "Literal" && "regex" in literal && literal.regex.flags === "")
      return literal.regex.pattern;
    return this.#skip(call);
  }

  /** What of `{ label: "Color" }` is certain; its entries go to `members`. */
  meta(call: PlacedCall, members: MetaMember[] = []): Record<string, unknown> {
    const at = located(call);
    const found = at && this.#modules.resolve(at);
    const object = found ? bare(found.expression) : undefined;
    if (!found || object?.type !== "ObjectExpression") {
      this.#skip(call);
      return {};
    }
    const { all, opaque } = readMembers(this.#modules, found.source, object);
    if (opaque.length > 0) this.#skip(call);
    return Object.fromEntries(
      all.map(({ name, source, value }) => {
        const known = constantAt(this.#modules, { source, expression: value });
        members.push({ name, source, value, isKnown: known !== undefined });
        return [name, known ? known.value : textOf(source, value)];
      }),
    );
  }

  #value(call: PlacedCall): unknown {
    const at = located(call);
    return at && constantAt(this.#modules, at)?.value;
  }

  #skip({ source, start, end, name }: PlacedCall): undefined {
    this.opaque.push({ source, node: { start, end }, call: name });
    return undefined;
  }
}

/** The first argument; of a callback without parameters, what it gives: `p.enum(() => states)`. */
function located({ source, args }: PlacedCall): Located | undefined {
  const [argument] = args as readonly (Argument | undefined)[];
  if (!argument || argument.type === "SpreadElement") return undefined;
  const isCallback = argument.type === "ArrowFunctionExpression" && argument.expression;
  return { source, expression: (isCallback ? argument.body : argument) as Expression }; // no block, so an expression
}
