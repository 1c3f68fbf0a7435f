export type { BackfillPlan } from "@pitstop/lint/recipes";
export { countBackfill } from "./count.ts";
export type { BackfillOptions, BackfillProgress, BackfillResult } from "./options.ts";
export { runBackfill } from "./run-backfill.ts";
