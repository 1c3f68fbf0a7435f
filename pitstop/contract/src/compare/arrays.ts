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
    under(`[${index}]`, itemDifferences(comparison, before, after, index)),
  );
  return [...first.flat(), ...under("[]", comparison.schemas(before.rest, after.rest))];
}

/** Whether each of the first items has a schema of its own. */
export const isTuple = ({ first }: ArrayValues): boolean => first.length > 0;

function itemDifferences(
  comparison: Comparison,
  before: ArrayValues,
  after: ArrayValues,
  index: number,
): readonly Difference[] {
  const areTuples = isTuple(before) && isTuple(after);
  const [wasRequired, isRequired] = [index < before.minItems, index < after.minItems];
  const [had, has] = [mayHave(before, index), mayHave(after, index)];
  if (areTuples && !had)
    return has
      ? [{ kind: "item-added", path: "", index, isRequired, effect: isRequired ? "both" : "widens" }]
      : [];
  if (areTuples && !has)
    return [
      {
        kind: "item-removed",
        path: "",
        index,
        isRequired: wasRequired,
        effect: wasRequired ? "both" : "narrows",
      },
    ];
  const within = comparison.schemas(itemOf(before, index), itemOf(after, index));
  if (!areTuples || wasRequired === isRequired) return within;
  return [
    ...within,
    isRequired
      ? { kind: "item-became-required", path: "", index, effect: "narrows" }
      : { kind: "item-became-optional", path: "", index, effect: "widens" },
  ];
}

const itemOf = ({ first, rest }: ArrayValues, index: number) => first[index] ?? rest;

const mayHave = (array: ArrayValues, index: number): boolean =>
  index < array.maxItems && itemOf(array, index) !== false;
