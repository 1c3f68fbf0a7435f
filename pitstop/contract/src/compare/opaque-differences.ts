import { type Difference, narrows, tolerate } from "./difference.ts";
import type { Comparison } from "./differences.ts";
import type { Alternative, Leniency } from "./shape.ts";

/** How the functions differ that the values of two alternatives go through: what they do is not known, only whether they changed. */
export function opaqueDifferences(
  comparison: Comparison,
  before: Alternative,
  after: Alternative,
): readonly Difference[] {
  if (before.kind === "null" || after.kind === "null") return [];
  const afterwards =
    before.afterwards === undefined || after.afterwards === undefined
      ? []
      : comparison.schemas(before.afterwards, after.afterwards).filter(narrows).map(tolerate);
  return [
    ...checks(before.checks ?? [], after.checks ?? []),
    ...conversions(before.conversions ?? [], after.conversions ?? []),
    ...leniency(before.lenient, after.lenient),
    ...afterwards,
  ];
}

function checks(before: readonly string[], after: readonly string[]): Difference[] {
  const isGone = before.some((check) => !after.includes(check));
  const isNew = after.some((check) => !before.includes(check));
  if (isGone && isNew) return [{ kind: "check-changed", path: "", effect: "both" }];
  if (isGone) return [{ kind: "check-removed", path: "", effect: "widens" }];
  return isNew ? [{ kind: "check-added", path: "", effect: "narrows" }] : [];
}

const conversions = (before: readonly string[], after: readonly string[]): Difference[] =>
  before.join() === after.join() ? [] : [{ kind: "conversion-changed", path: "", effect: "both" }];

const ORDER: readonly (Leniency | undefined)[] = [undefined, "convertible", "any", "caught"];

function leniency(before: Leniency | undefined, after: Leniency | undefined): Difference[] {
  const more = ORDER.indexOf(after) - ORDER.indexOf(before);
  if (more === 0) return [];
  return more > 0
    ? [{ kind: "leniency-added", path: "", effect: "widens" }]
    : [{ kind: "leniency-removed", path: "", effect: "narrows" }];
}
