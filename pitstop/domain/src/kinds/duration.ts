import { z } from "zod";
import { type Kind, refusedIf, withChecks } from "./kind.ts";

/** Also what a column can hold beside what people enter: parts below zero, and no end. */
const COMPARED =
  /^(-?infinity|P(?!$)(-?\d+Y)?(-?\d+M)?(-?\d+W)?(-?\d+D)?(T(?=-?\d)(-?\d+H)?(-?\d+M)?(-?\d+([.,]\d+)?S)?)?)$/;

const PARTS =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/;

/** PostgreSQL keeps months, days and microseconds, each in a number of its own. */
const LARGEST = { months: 2n ** 31n - 1n, days: 2n ** 31n - 1n, microseconds: 2n ** 63n - 1n };

/**
 * A span of time in ISO 8601: `P1DT2H30M`. Months, days and hours stay what they are, because their lengths differ. An
 * answer has the form in which PostgreSQL keeps it: weeks are days, and 90 minutes are `PT1H30M`. Stored ones may also
 * have parts below zero, or be `infinity`.
 */
export const duration: Kind = {
  holds: (bare) => bare instanceof z.ZodISODuration,
  conditions: ["from", "to"],
  answered: () => z.string().meta({ format: "duration" }),
  accepted: (bare) =>
    withChecks(
      bare,
      [],
      [
        refusedIf(isTooLong, "Enter a shorter duration: up to 178,956,970 years, or 2,147,483,647 days."),
        refusedIf(isTooFine, "Use at most 6 decimal places for seconds."),
        z.overwrite(withPoint),
      ],
    ),
  compared: () =>
    z
      .string()
      .regex(COMPARED, { error: "Enter a duration, such as P1DT2H30M.", abort: true })
      .refine((text) => !isTooLong(text.replaceAll("-", "")), {
        error: "Enter a shorter duration.",
        abort: true,
      })
      .overwrite(withPoint)
      .meta({ format: "duration" }),
  examples: (_bare, number) => [
    number % 60 === 0 ? `PT${(number % 20) + 1}H` : `PT${(number % 20) + 1}H${number % 60}M`,
  ],
};

const withPoint = (text: string): string => text.replace(",", ".");

function isTooLong(text: string): boolean {
  const match = PARTS.exec(text);
  if (!match) return false;
  const parts: (string | undefined)[] = match.slice(1, 8); // those that are left out
  const [years, months, weeks, days, hours, minutes, seconds] = parts.map((part) => BigInt(part ?? 0));
  return (
    (years ?? 0n) * 12n + (months ?? 0n) > LARGEST.months ||
    (weeks ?? 0n) * 7n + (days ?? 0n) > LARGEST.days ||
    (((hours ?? 0n) * 60n + (minutes ?? 0n)) * 60n + (seconds ?? 0n) + 1n) * 1_000_000n > LARGEST.microseconds
  );
}

function isTooFine(text: string): boolean {
  const [, digits = ""] = /[.,](\d+)S$/.exec(text) ?? [];
  return digits.replace(/0+$/, "").length > 6;
}
