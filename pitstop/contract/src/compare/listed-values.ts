import type { JsonValue } from "../schema.ts";
import { admits } from "./admits.ts";
import { deprecationOf, isAmong, isRetiredIn } from "./announced-values.ts";
import type { Difference } from "./difference.ts";
import type { Alternative } from "./shape.ts";

/**
 * How lists of values differ, or undefined where neither alternative has one. A list on one side only is compared with
 * what the rules of the other side admit.
 */
export function listedValueDifferences(before: Alternative, after: Alternative): Difference[] | undefined {
  if (before.kind === "null" || after.kind === "null") return undefined;
  if (!(before.values || after.values)) return undefined;
  const gone = (before.values ?? []).filter((value) => !takes(after, value));
  const come = (after.values ?? []).filter((value) => !takes(before, value));
  const closing: Difference[] = before.values
    ? []
    : [{ kind: "became-enum", effect: "narrows", path: "", after: [...(after.values ?? [])] }];
  const opening: Difference[] = after.values
    ? []
    : [{ kind: "enum-opened", effect: "widens", path: "", before: [...(before.values ?? [])] }];
  return [
    ...closing,
    ...opening,
    ...gone.map(
      (value): Difference => ({
        kind: "enum-value-removed",
        effect: "narrows",
        path: "",
        value,
        wasRetired: isRetiredIn(before)(value),
        deprecation: deprecationOf(before, value),
        before: value,
      }),
    ),
    ...come.map(
      (value): Difference => ({ kind: "enum-value-added", effect: "widens", path: "", value, after: value }),
    ),
  ];
}

function takes(alternative: Exclude<Alternative, { kind: "null" }>, value: JsonValue): boolean {
  if (alternative.values) return isAmong(value, alternative.values);
  return admits(alternative, value);
}
