import type { JsonValue } from "./schema.ts";
import { shown } from "./words.ts";

const WORDS: Record<string, string> = {
  minimum: "a minimum of",
  maximum: "a maximum of",
  decimalMinimum: "a minimum of",
  decimalMaximum: "a maximum of",
  multipleOf: "multiples of",
  minLength: "a length of at least",
  maxLength: "a length of at most",
  minItems: "a number of items of at least",
  maxItems: "a number of items of at most",
  minProperties: "a number of properties of at least",
  maxProperties: "a number of properties of at most",
  pattern: "the pattern",
  format: "the format",
};

/** A rule in words: "a length of at most 80". */
export function inWords(keyword: string, value: JsonValue | undefined): string {
  if (keyword === "uniqueItems") return "items that are all different";
  return `${WORDS[keyword] ?? keyword} ${shown(value)}`;
}
