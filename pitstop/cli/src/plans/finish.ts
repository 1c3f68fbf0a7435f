import type { CodeReference, Plan } from "../plan.ts";
import type { Draft } from "./draft.ts";

/** Why a person confirms a plan that drops values or tables. */
export const LOST_FOR_GOOD = "This permanently deletes data.";

/** Each place once, as the most certain of what it is. */
const distinct = (references: readonly CodeReference[]): CodeReference[] =>
  [
    ...new Map(references.toReversed().map((each) => [`${each.path}:${each.line}`, each])).values(),
  ].toReversed();

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
