import { z } from "zod";
import { type AttributeKind, innermost, kindOf } from "./attribute.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * A value that fits an attribute's schema: the same for the same number, and another one for another as far as the
 * rules allow. Null where only a pattern decides and null is allowed; undefined where nothing fits.
 */
export function exampleOf(schema: z.ZodType, number: number): unknown {
  const bare = innermost(schema);
  const found = candidates[kindOf(schema)](bare, number).find((value) => schema.safeParse(value).success);
  if (found !== undefined) return found;
  return schema.safeParse(null).success ? null : schema.safeParse(undefined).data;
}

/** What may fit, best first; the schema itself chooses. */
const candidates: Record<AttributeKind, (schema: z.ZodType, number: number) => unknown[]> = {
  text: (schema, number) => [
    `Text ${number}`,
    ...texts(schema, number),
    `p${number}@example.org`,
    `https://example.org/${number}`,
  ],
  number: (schema, number) => {
    const { minValue, maxValue } = schema instanceof z.ZodNumber ? schema : { minValue: 0, maxValue: null };
    const lowest = Number.isSafeInteger(minValue) && (minValue ?? 0) > -(2 ** 31) ? (minValue as number) : 0;
    const highest = Math.min(maxValue ?? lowest + 1_000_000, lowest + 1_000_000);
    return [lowest + (number % (Math.floor(highest - lowest) + 1)), lowest, highest, 0];
  },
  decimal: (_schema, number) => [
    ...[1_000_000, 1_000, 100, 10].map((limit) => String(number % limit)),
    `0.${number % 10}`,
    "0",
  ],
  boolean: (_schema, number) => [number % 2 === 0],
  date: (_schema, number) => [
    new Date(Date.UTC(2000, 0, 1) + (number % 10_000) * DAY).toISOString().slice(0, 10),
  ],
  datetime: (_schema, number) => [new Date(Date.UTC(2000, 0, 1) + (number % 10_000) * DAY).toISOString()],
  enum: (schema, number) => {
    const options = schema instanceof z.ZodEnum ? schema.options : [];
    return [options[number % options.length]];
  },
  uuid: (_schema, number) => [`00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`],
  json: (_schema, number) => [{ number }, [number]],
};

/** Texts as long as the rules ask for, and as short. */
function texts(schema: z.ZodType, number: number): string[] {
  if (!(schema instanceof z.ZodString)) return [];
  const digits = number.toString(36);
  return [
    `Text ${number}`.padEnd(schema.minLength ?? 1, "x"),
    digits.slice(-(schema.maxLength ?? digits.length)),
  ];
}
