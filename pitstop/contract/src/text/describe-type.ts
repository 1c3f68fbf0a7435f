const NOUNS: Record<string, string> = {
  null: "null",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  string: "text",
  array: "a list",
  object: "an object",
  date: "a Date",
  bigint: "a bigint",
  map: "a Map",
  set: "a Set",
  symbol: "a symbol",
  undefined: "undefined",
  nan: "NaN",
  file: "a File",
  function: "a function",
  other: "a value of another type",
};

/** A type as a noun: "a list". */
export const describeType = (type: string): string => NOUNS[type] ?? `a value of the type ${type}`;

/** Whether only fractions came or went: `number` on one side, `integer` on the other. */
export const isFraction = (types: readonly string[], otherSide: unknown): boolean =>
  types.length === 1 && types[0] === "number" && Array.isArray(otherSide) && otherSide.includes("integer");
