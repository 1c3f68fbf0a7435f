import type { Deprecation, Difference } from "./difference.ts";

/** Whether something was marked as going away, is no longer, or goes on another day. */
export function deprecationDifferences(before: Deprecation, after: Deprecation): Difference[] {
  const day = (value: Deprecation) => (value.sunset === undefined ? {} : { sunset: value.sunset });
  if (after.deprecated && !before.deprecated) {
    return [{ kind: "deprecated", path: "", effect: "none", ...day(after), after: after.sunset ?? true }];
  }
  if (before.deprecated && !after.deprecated) {
    return [{ kind: "undeprecated", path: "", effect: "none", before: before.sunset ?? true }];
  }
  if (before.sunset === after.sunset) return [];
  return [
    {
      kind: "sunset-moved",
      path: "",
      effect: "none",
      ...(before.sunset !== undefined && { before: before.sunset }),
      ...(after.sunset !== undefined && { after: after.sunset }),
    },
  ];
}
