export {
  type CreatedMigrations,
  type CreateOptions,
  type CreateSource,
  createMigrations,
} from "./create.ts";
export { GeneratingMigrator } from "./generating-migrator.ts";
export { planMigrations } from "./plan.ts";
export type { Phase, PlannedDown, PlannedFile, PlannedStep } from "./planned-file.ts";
export type { PlanOptions } from "./planning.ts";
export { writeMigrations } from "./write-files.ts";
