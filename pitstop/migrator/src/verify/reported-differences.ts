import { type AllowedDifference, allowingComment } from "../intent/index.ts";
import type { AllowedChange } from "../report/report.ts";
import type { Difference } from "../snapshot/index.ts";

/** What the migrations name and the comparison therefore allows, as the report lists it. */
export const reportedDifferences = (allowed: readonly AllowedDifference[]): AllowedChange[] =>
  allowed.map(({ difference, migration, reason }) => ({
    migration,
    sentence: difference.sentence,
    reason: reason ?? null,
  }));

/** The comments that would allow differences, ready to paste. */
export const commentsFor = (differences: readonly Difference[]): string[] => [
  ...new Set(differences.map(allowingComment)),
];

/** An error names this many; the report has them all. */
const NAMED = 10;

/** The first of many, for an error. */
export function firstOf(texts: readonly string[], separator = " "): string {
  const more = texts.length - NAMED;
  return [...texts.slice(0, NAMED), ...(more > 0 ? [`And ${more} more: see the report.`] : [])].join(
    separator,
  );
}
