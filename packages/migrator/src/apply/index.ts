export type { AppliedMigration, AppliedStatement, Observer } from "./applied.ts";
export { applyMigration } from "./apply-migration.ts";
export type { ApplyOptions } from "./apply-session.ts";
