import { type Difference, under } from "./difference.ts";
import type { Comparison } from "./differences.ts";
import type { ArrayValues } from "./shape.ts";

/** How the items of two lists differ: the first ones each by its place, and all others. */
export function arrayDifferences(
  comparison: Comparison,
  before: ArrayValues,
  after: ArrayValues,
): Difference[] {
  const places = Math.max(before.first.length, after.first.length);
  const first = Array.from({ length: places }, (_, index) =>
    under(
      `[${index}]`,
      comparison.schemas(before.first[index] ?? before.rest, after.first[index] ?? after.rest),
    ),
  );
  return [...first.flat(), ...under("[]", comparison.schemas(before.rest, after.rest))];
}
