export { pauseUnlessStopped, retryOnLock } from "./back-off.ts";
export { type Blocker, processIdOf, shownBlockers, watchBlockers } from "./blockers.ts";
export type { LockHolder } from "./lock-holder.ts";
export { withMigrationLock } from "./migration-lock.ts";
