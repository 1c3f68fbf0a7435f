import type { JsonValue } from "../schema.ts";
import { showValue } from "./show-value.ts";

const PHRASES: Record<string, (value: string) => string> = {
  minimum: (value) => `be at least ${value}`,
  maximum: (value) => `be at most ${value}`,
  decimalMinimum: (value) => `be at least ${value}`,
  decimalMaximum: (value) => `be at most ${value}`,
  multipleOf: (value) => `be a multiple of ${value}`,
  minLength: (value) => `have at least ${value} characters`,
  maxLength: (value) => `have at most ${value} characters`,
  minItems: (value) => `have at least ${value} items`,
  maxItems: (value) => `have at most ${value} items`,
  minProperties: (value) => `have at least ${value} properties`,
  maxProperties: (value) => `have at most ${value} properties`,
  uniqueItems: () => "have no duplicate items",
  pattern: (value) => `match the pattern ${value}`,
  format: (value) => `have the format ${value}`,
};

/** A constraint as what a value must do: "have at most 80 characters". */
export function describeConstraint(keyword: string, value: JsonValue | undefined): string {
  const bound = typeof value === "string" ? /^(.+) excluded$/.exec(value)?.[1] : undefined;
  if (bound !== undefined) return `be ${/minimum/i.test(keyword) ? "greater" : "less"} than ${bound}`;
  return PHRASES[keyword]?.(showValue(value)) ?? `have ${keyword} ${showValue(value)}`;
}
