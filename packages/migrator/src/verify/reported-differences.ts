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
export const commentsFor = (differences: readonly Difference[]): string =>
  [...new Set(differences.map(allowingComment))].map((comment) => `\n  ${comment}`).join("");
