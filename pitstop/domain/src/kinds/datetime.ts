import { z } from "zod";
import { type Kind, refusedIf, withChecks } from "./kind.ts";
import { FIRST_YEAR, inFourDigits, isEndOfTime, yearIn } from "./years.ts";

const DAY = 24 * 60 * 60 * 1000;
const LAST_YEAR = 294_276;

/** A moment with any offset from UTC. */
const Moment = z.iso.datetime({ offset: true });

/**
 * A moment, in UTC: `2026-01-31T12:00:00.000Z`. Inputs may have another offset. Stored ones may also be `infinity`,
 * `-infinity`, or of another year: `+012024-01-31T12:00:00.000Z`.
 */
export const datetime: Kind = {
  holds: (bare) => bare instanceof z.ZodISODateTime,
  conditions: ["from", "to"],
  answered: () => z.string().meta({ format: "date-time" }),
  accepted: (bare) => {
    const { pattern: _inUtc, ...definition } = bare.def as z.core.$ZodISODateTimeDef;
    const withOffset = bare.clone({ ...definition, offset: true } as typeof bare.def); // the pattern follows from it
    return withChecks(withOffset, [
      z.overwrite(inUtc),
      refusedIf(
        (moment) => !/^(?!0000)\d{4}-/.test(moment),
        "Use a moment in the years 0001 to 9999 of UTC.",
      ),
    ]);
  },
  compared: () =>
    z
      .string()
      .refine((text) => isEndOfTime(text) || isMoment(text), {
        error: "Enter a moment, such as 2026-01-31T12:00:00.000Z.",
        abort: true,
      })
      .overwrite(inUtc)
      .meta({ format: "date-time" }),
  examples: (_bare, number) => [new Date(Date.UTC(2000, 0, 1) + (number % 10_000) * DAY).toISOString()],
};

function isMoment(text: string): boolean {
  const year = yearIn(text);
  const isInRange = year !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR;
  return isInRange && Moment.safeParse(inFourDigits(text)).success;
}

/** The same moment in UTC, with all of its digits; what JavaScript can't compute with stays as it is. */
function inUtc(text: string): string {
  if (text.endsWith("Z")) return text;
  const [, fraction = ""] = /\.(\d+)/.exec(text) ?? [];
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  return moment.toISOString().replace(/\.\d+/, `.${fraction.padEnd(3, "0")}`);
}
