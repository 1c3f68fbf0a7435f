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

/** Whether the fraction of numbers is all that came or went: `number` on one side, `integer` on the other. */
export const isFraction = (types: readonly string[], otherSide: unknown): boolean =>
  types.length === 1 && types[0] === "number" && Array.isArray(otherSide) && otherSide.includes("integer");
