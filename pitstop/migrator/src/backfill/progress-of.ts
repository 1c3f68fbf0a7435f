import type { BackfillPlan } from "@pitstop/lint/recipes";
import type { BackfillProgress } from "./options.ts";

/** How far a backfill is: `filled` are the rows of this process, which began at `startedAt`. */
export function progressOf(
  { table }: BackfillPlan,
  startedAt: number,
  { done, total, filled }: { readonly done: number; readonly total: number; readonly filled: number },
): BackfillProgress {
  const rowsPerSecond = filled / ((performance.now() - startedAt) / 1000);
  return {
    task: `Filling ${table}`,
    done,
    total,
    unit: "rows",
    rowsPerSecond,
    secondsLeft: rowsPerSecond > 0 ? (total - done) / rowsPerSecond : undefined,
  };
}
