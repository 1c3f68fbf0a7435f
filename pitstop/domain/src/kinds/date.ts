import { z } from "zod";
import { type Kind, refusedIf, withChecks } from "./kind.ts";
import { FIRST_YEAR, inFourDigits, isEndOfTime, yearIn } from "./years.ts";

const DAY = 24 * 60 * 60 * 1000;
const LAST_YEAR = 5_874_897;

/** A day: `2026-01-31`. Stored ones may also be `infinity`, `-infinity`, or of another year: `+012024-01-31`. */
export const date: Kind = {
  holds: (bare) => bare instanceof z.ZodISODate,
  conditions: ["from", "to"],
  answered: () => z.string().meta({ format: "date" }),
  accepted: (bare) =>
    withChecks(bare, [refusedIf((day) => yearIn(day) === 0, "There is no year 0000: use 0001 to 9999.")]),
  compared: () =>
    z
      .string()
      .refine((text) => isEndOfTime(text) || isDay(text), { error: "Enter a day, such as 2026-01-31." })
      .meta({ format: "date" }),
  examples: (_bare, number) => [
    new Date(Date.UTC(2000, 0, 1) + (number % 10_000) * DAY).toISOString().slice(0, 10),
  ],
};

function isDay(text: string): boolean {
  const year = yearIn(text);
  const isInRange = year !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR;
  return isInRange && Day.safeParse(inFourDigits(text)).success;
}

const Day = z.iso.date();
