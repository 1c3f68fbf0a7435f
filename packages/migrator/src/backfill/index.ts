export type { BackfillOptions, BackfillProgress, BackfillResult } from "./backfilling.ts";
export { countBackfill } from "./count.ts";
export type { BackfillPlan } from "./plan.ts";
export { runBackfill } from "./run-backfill.ts";
