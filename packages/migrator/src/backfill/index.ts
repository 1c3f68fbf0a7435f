export { countBackfill } from "./count.ts";
export type { BackfillOptions, BackfillProgress, BackfillResult } from "./options.ts";
export type { BackfillPlan } from "./plan.ts";
export { runBackfill } from "./run-backfill.ts";
