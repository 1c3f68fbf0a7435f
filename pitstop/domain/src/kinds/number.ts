import { z } from "zod";
import type { Kind } from "./kind.ts";

/** What JSON has no number for goes as a text: the same that PostgreSQL and JavaScript call it. */
const NOT_FINITE = ["NaN", "Infinity", "-Infinity"];

/** A whole number of 64 bits that a JavaScript number would round goes as a text of its digits. */
const isBeyondNumbers = (text: string): boolean =>
  /^-?[1-9]\d{15,18}$/.test(text) &&
  !Number.isSafeInteger(Number(text)) &&
  BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** Whether a value is a whole number as JSON carries it: a number, or beyond 2^53 − 1 a text of its digits. */
export const isWholeNumber = (value: unknown): boolean =>
  typeof value === "string" ? isBeyondNumbers(value) : Number.isSafeInteger(value);

const isNumber = (value: unknown): boolean =>
  typeof value === "string" ? NOT_FINITE.includes(value) : Number.isFinite(value);

/** `number` to TypeScript and to JSON Schema; the texts above are the exception that the documentation tells of. */
const wholeNumber = () => z.custom<number>(isWholeNumber, "Enter a whole number.").meta({ type: "integer" });

export const number: Kind = {
  holds: (bare) => bare instanceof z.ZodNumber || bare.meta()?.type === "integer",
  conditions: ["from", "to"],
  answered: (bare) => (isWhole(bare) ? wholeNumber() : z.custom<number>(isNumber).meta({ type: "number" })),
  accepted: (bare) => bare,
  compared: (bare) => {
    if (bare.def && "format" in bare.def && bare.def.format === "safeint") return wholeNumber();
    if (isWhole(bare)) return bare.clone({ ...bare.def, checks: [] });
    return z.custom<number>(isNumber, "Enter a number.").meta({ type: "number" });
  },
  examples: (bare, number) => {
    const { minValue, maxValue } = bare instanceof z.ZodNumber ? bare : { minValue: 0, maxValue: null };
    const lowest = Number.isSafeInteger(minValue) && (minValue ?? 0) > -(2 ** 31) ? (minValue as number) : 0;
    const highest = Math.min(maxValue ?? lowest + 1_000_000, lowest + 1_000_000);
    return [lowest + (number % (Math.floor(highest - lowest) + 1)), lowest, highest, 0];
  },
};

const isWhole = (bare: z.ZodType): boolean => !(bare instanceof z.ZodNumber) || bare.isInt;
