export { type BackfillCount, countBackfill } from "./count.ts";
export type { BackfillPlan } from "./plan.ts";
export {
  type BackfillOptions,
  type BackfillProgress,
  type BackfillResult,
  runBackfill,
} from "./run-backfill.ts";
