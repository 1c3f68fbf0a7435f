import type { JsonValue } from "./schema.ts";

const WORDS: Record<string, string> = {
  null: "null",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  string: "a text",
  array: "a list",
  object: "an object",
};

/** A JSON type with its article: "a text". */
export const typeInWords = (type: string): string => WORDS[type] ?? type;

/** Whether all that went from the first list of types to the second is the fraction of a number. */
export function isIntegerOnly(wider: JsonValue | undefined, narrower: JsonValue | undefined): boolean {
  if (!(Array.isArray(wider) && Array.isArray(narrower))) return false;
  const others = (types: readonly JsonValue[]) =>
    types.filter((type) => type !== "number" && type !== "integer");
  return (
    wider.includes("number") &&
    narrower.includes("integer") &&
    others(wider).length === others(narrower).length
  );
}
