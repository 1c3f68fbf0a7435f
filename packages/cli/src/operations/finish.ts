import type { Plan } from "../plan.ts";
import type { Draft } from "./draft.ts";

/** Why a person confirms a plan that drops values or tables. */
export const LOST_FOR_GOOD = "It takes something away for good.";

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
    retires: [],
    references: [],
    confirmation: null,
    ...parts,
  };
}
