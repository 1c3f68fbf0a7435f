import type { CodeReference, Plan } from "../plan.ts";
import type { Draft } from "./draft.ts";

/** Why a person confirms a plan that drops values or tables. */
export const LOST_FOR_GOOD = "This permanently deletes data.";

/** Each place once, where and as what it was named first: that is the most certain of what it is. */
function distinct(references: readonly CodeReference[]): CodeReference[] {
  const places = new Map<string, CodeReference>();
  for (const each of references) {
    const place = `${each.path}:${each.line}`;
    if (!places.has(place)) places.set(place, each);
  }
  return [...places.values()];
}

/** A plan from a draft; what an operation does not say is empty. */
export function finish(
  operation: string,
  draft: Draft,
  parts: Partial<Omit<Plan, "operation" | "edits">> & Pick<Plan, "schema" | "domains">,
): Plan {
  return {
    operation,
    edits: draft.edits(),
    migrations: [],
    order: "database first",
    notes: [],
    rowsAtRisk: [],
    needsExample: [],
    retires: [],
    confirmation: null,
    ...parts,
    references: distinct(parts.references ?? []),
  };
}
