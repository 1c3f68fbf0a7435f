import type { Attribute, Constant, Rules } from "../attribute-types/attribute.ts";
import type { AttributeType } from "../attribute-types/attribute-type.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { UsageError } from "../errors.ts";
import { withArticle, wordsOf } from "../names/case.ts";
import { checkText } from "../names/check-text.ts";
import { suggestedType } from "./suggest-type.ts";

/** What flags say about one attribute. */
export interface AttributeFlags {
  readonly unique?: boolean | undefined;
  readonly index?: boolean | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly pattern?: string | undefined;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly example?: readonly string[] | undefined;
}

const FORM = "name:type[:arguments][!][=default]";

/**
 * Reads `name:type[:args][!][=default]` and the flags that go with it: `price:decimal:12,2!=0`. An attribute is
 * nullable unless it ends in `!`. Throws UsageErrors; whether the name is free is the domain's to say.
 */
export function parseAttribute(word: string, flags: AttributeFlags = {}): Attribute {
  const [statement = "", ...defaultParts] = word.split("=");
  const defaultText = defaultParts.length > 0 ? defaultParts.join("=") : undefined;
  const isNullable = !statement.endsWith("!");
  const [name = "", typeWord, argumentWord, ...more] = (
    isNullable ? statement : statement.slice(0, -1)
  ).split(":");
  if (name === "" || typeWord === undefined || more.length > 0) {
    throw new UsageError(
      "BAD_ATTRIBUTE",
      `"${word}" is not an attribute.`,
      `Write ${FORM}, like price:decimal:12,2!=0.`,
    );
  }
  const type = typeNamed(typeWord);
  const rules = withFlags(type, type.rules(argumentWord === undefined ? [] : argumentWord.split(",")), flags);
  const isUnique = flags.unique ?? false;
  const isSortable = flags.index ?? (type.isSortable && type.canBeIndexed(rules));
  checkIndexes(name, type, rules, isUnique, flags.index ?? false);
  if (flags.label !== undefined) checkText(flags.label, "label", { maxLength: 80 });
  if (flags.description !== undefined) checkText(flags.description, "description");
  return {
    name,
    type: type.name,
    rules,
    isNullable,
    ...(defaultText !== undefined && { default: type.constant(defaultText, rules) }),
    isUnique,
    isSortable,
    isSearchable: type.isSearchable,
    label: flags.label ?? wordsOf(name),
    ...(flags.description !== undefined && { description: flags.description }),
    ...(flags.example !== undefined && { examples: examplesOf(type, rules, flags.example) }),
  };
}

/** What `--example` says, as values of the type. Throws UsageError BAD_EXAMPLE for one that breaks a rule. */
export const examplesOf = (type: AttributeType, rules: Rules, words: readonly string[]): Constant[] =>
  words.map((word) => {
    try {
      return type.constant(word, rules);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // Its rules are those of a default, and so are the words.
      const message = error.message.replace(/^The default\b/, "The example");
      throw new UsageError("BAD_EXAMPLE", message, "Pass a value that fits: --example <value>.");
    }
  });

/** The type of this name. Throws UsageError BAD_TYPE, which suggests the closest one and lists them all. */
export function typeNamed(word: string): AttributeType {
  const type = attributeTypes.get(word);
  if (type) return type;
  const all = `The types are ${[...attributeTypes.values()].map(({ name, usage }) => name + usage).join(", ")}.`;
  if (word.endsWith("[]")) {
    throw new UsageError(
      "BAD_TYPE",
      `"${word}" is a list. No attribute type holds several searchable values.`,
      `Make the values a domain and relate to it (pitstop relation:add <domain> <other> --many), or use json.`,
    );
  }
  const suggested = suggestedType(word);
  throw new UsageError(
    "BAD_TYPE",
    `There is no attribute type "${word}".`,
    suggested === undefined ? all : `Did you mean ${suggested}? ${all}`,
  );
}

/** The rules with what `--min`, `--max` and `--pattern` say. Throws UsageError BAD_FLAG. */
export function withFlags(type: AttributeType, rules: Rules, { min, max, pattern }: AttributeFlags): Rules {
  let result = rules;
  if (min !== undefined || max !== undefined) {
    if (type.knows.includes("length")) result = withLength(result, min, max);
    else if (type.knows.includes("range")) result = withRange(type, result, min, max);
    else
      throw badFlag(
        `${capital(withArticle(type.name))} has no smallest or largest value.`,
        "Leave --min and --max out.",
      );
  }
  if (pattern === undefined) return result;
  if (!type.knows.includes("pattern"))
    throw badFlag(`${capital(withArticle(type.name))} has no pattern.`, "Leave --pattern out.");
  return { ...result, pattern: checkedPattern(pattern) };
}

function withLength(rules: Rules, min: string | undefined, max: string | undefined): Rules {
  const minLength = min === undefined ? rules.minLength : length("--min", min);
  const maxLength = max === undefined ? rules.maxLength : length("--max", max);
  if ((minLength ?? 0) > (maxLength ?? Number.POSITIVE_INFINITY))
    throw emptyRange(`${minLength}`, `${maxLength}`);
  return {
    ...rules,
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function withRange(
  type: AttributeType,
  rules: Rules,
  min: string | undefined,
  max: string | undefined,
): Rules {
  const minimum = min === undefined ? rules.minimum : bound(type, "--min", min);
  const maximum = max === undefined ? rules.maximum : bound(type, "--max", max);
  if ((minimum ?? Number.NEGATIVE_INFINITY) > (maximum ?? Number.POSITIVE_INFINITY)) {
    throw emptyRange(`${minimum}`, `${maximum}`);
  }
  return { ...rules, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

function length(flag: string, text: string): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 1_000_000) return value;
  throw badFlag(`${flag} takes a number of characters from 1 to 1000000, not "${text}".`, `Change ${flag}.`);
}

function bound(type: AttributeType, flag: string, text: string): number {
  const value = boundOf(type, text);
  // A bound is a number in code, which would round what is beyond these.
  if (value !== undefined && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw badFlag(
    `${flag} takes a number that ${withArticle(type.name)} can hold, not "${text}".`,
    `Change ${flag}.`,
  );
}

/** A bound of a type is a value of it, checked without the rules that it is to become one of. */
function boundOf(type: AttributeType, text: string): number | undefined {
  try {
    return Number(type.constant(text, { precision: 15, scale: type.name === "decimal" ? 5 : 0 }));
  } catch {
    return undefined;
  }
}

function checkedPattern(pattern: string): string {
  if (!/^[\x20-\x7e]{1,200}$/.test(pattern))
    throw badFlag(
      "--pattern takes 1 to 200 characters of ASCII.",
      "Write others as escapes, like \\u00e4, or shorten it.",
    );
  try {
    return new RegExp(pattern).source && pattern;
  } catch {
    throw badFlag(
      `--pattern "${pattern}" is not a regular expression.`,
      "Write it without slashes, like ^[A-Z]{2}$.",
    );
  }
}

function checkIndexes(
  name: string,
  type: AttributeType,
  rules: Rules,
  isUnique: boolean,
  isIndexed: boolean,
): void {
  if (!(isUnique || isIndexed) || type.canBeIndexed(rules)) return;
  throw badFlag(
    `"${name}" cannot have an index: ${withArticle(type.name)}${rules.maxLength ? ` of up to ${rules.maxLength} characters` : ""} does not fit into one.`,
    "Give a shorter length, such as string:200, or leave --unique and --index out.",
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const emptyRange = (min: string, max: string) =>
  badFlag(`No value lies between ${min} and ${max}.`, "Exchange --min and --max.");

const badFlag = (message: string, hint: string) => new UsageError("BAD_FLAG", message, hint);
