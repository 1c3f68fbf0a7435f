import { createHash } from "node:crypto";
import type { BackfillPlan } from "./recipes/backfill-plan.ts";

/** One thing that a migration does, in its order: a statement, or a backfill in batches. */
export type Step =
  | { readonly kind: "sql"; readonly sql: string; readonly hash: string }
  | { readonly kind: "backfill"; readonly backfill: BackfillPlan; readonly hash: string };

export function sqlStep(sql: string): Extract<Step, { kind: "sql" }> {
  return { kind: "sql", sql, hash: hashOf(sql) };
}

export function backfillStep(backfill: BackfillPlan): Step {
  return { kind: "backfill", backfill, hash: hashOf(JSON.stringify(backfill)) };
}

/** SHA-256 of what runs, in hex: what was rehearsed and what is applied are compared by it. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What a step does, for people and for the history: its SQL, or what a backfill fills, in the words of the plan. */
export function describeStep(step: Step): string {
  if (step.kind === "sql") return step.sql;
  const { set, table, where } = step.backfill;
  return `backfill ${table} set ${set} where ${where}`;
}
