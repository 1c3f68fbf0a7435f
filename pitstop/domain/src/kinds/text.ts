import { z } from "zod";
import { type Kind, refusedIf, withChecks } from "./kind.ts";

/** The longest text that a filter compares with. */
const MAX_COMPARED_LENGTH = 1000;

/** What no column of PostgreSQL can hold, whatever the rules of an attribute say. */
export const storable: readonly z.core.$ZodCheck[] = [
  refusedIf((text) => text.includes("\u0000"), "Remove the null character (U+0000): it can't be stored."),
  refusedIf(
    (text) => !text.isWellFormed(),
    "Remove the broken character: half of a surrogate pair is not Unicode text.",
  ),
];

/** Of the spellings that Unicode has for one text, the composed one (NFC) is stored. */
export const text: Kind = {
  holds: (bare) => bare instanceof z.ZodString || bare instanceof z.ZodStringFormat,
  conditions: ["contains", "from", "to"],
  answered: () => z.string(),
  accepted: (bare) => withChecks(bare, [...storable, z.normalize("NFC")]),
  compared: () => withChecks(z.string().max(MAX_COMPARED_LENGTH), storable),
  examples: (bare, number) => [
    `Text ${number}`,
    ...texts(bare, number),
    `p${number}@example.org`,
    `https://example.org/${number}`,
    `Text${letters(number)}`,
  ],
};

/** A number in letters alone: A, B, …, Z, BA. */
const letters = (number: number): string =>
  (number < 26 ? "" : letters(Math.floor(number / 26))) + String.fromCharCode(65 + (number % 26));

/** Texts as long as the rules ask for, and as short. */
function texts(schema: z.ZodType, number: number): string[] {
  if (!(schema instanceof z.ZodString)) return [];
  const digits = number.toString(36);
  return [
    `Text ${number}`.padEnd(schema.minLength ?? 1, "x"),
    digits.slice(-(schema.maxLength ?? digits.length)),
  ];
}
