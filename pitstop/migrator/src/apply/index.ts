export type { AppliedMigration, Observer } from "./applied.ts";
export { applyMigration } from "./apply-migration.ts";
