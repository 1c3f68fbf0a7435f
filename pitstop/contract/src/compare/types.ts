import type { Difference } from "./difference.ts";
import { type Alternative, jsonKinds } from "./shape.ts";

/** Which types of values came and went; null is told apart where there is something beside it. */
export function typeDifferences(before: readonly Alternative[], after: readonly Alternative[]): Difference[] {
  const [old, now] = [typesOf(before), typesOf(after)];
  const isNullability = hasMore(old) && hasMore(now);
  const ofNull = isNullability ? nullDifferences(old, now) : [];
  const [left, right] = isNullability ? [without(old), without(now)] : [old, now];
  const removed = left.filter((type) => !includes(right, type));
  const added = right.filter((type) => !includes(left, type));
  if (removed.length === 0 && added.length === 0) return ofNull;
  const effect = removed.length === 0 ? "widens" : added.length === 0 ? "narrows" : "both";
  return [...ofNull, { kind: "types-changed", path: "", effect, removed, added, before: left, after: right }];
}

function nullDifferences(before: readonly string[], after: readonly string[]): Difference[] {
  const [was, is] = [before.includes("null"), after.includes("null")];
  if (was === is) return [];
  return [
    is
      ? { kind: "null-added", path: "", effect: "widens" }
      : { kind: "null-removed", path: "", effect: "narrows" },
  ];
}

const typesOf = (alternatives: readonly Alternative[]): string[] => {
  const types = new Set(alternatives.map(typeOf));
  if (types.has("number")) types.delete("integer");
  return [...types];
};

const typeOf = (alternative: Alternative): string => {
  if (alternative.kind === "named") return alternative.name;
  return alternative.kind === "number" && alternative.isInteger ? "integer" : alternative.kind;
};

/** A whole number is a number, and what has no type of JSON is among any others. */
const includes = (types: readonly string[], type: string): boolean =>
  types.includes(type) ||
  (type === "integer" && types.includes("number")) ||
  (types.includes("other") && !isJsonType(type));

const isJsonType = (type: string): boolean => type === "integer" || jsonKinds.some((kind) => kind === type);

const hasMore = (types: readonly string[]): boolean => types.some((type) => type !== "null");
const without = (types: readonly string[]): string[] => types.filter((type) => type !== "null");
