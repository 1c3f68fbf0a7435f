export {
  /** @public For a command that plans before it writes. */
  createMigrations,
  type StatedMigration,
} from "./create.ts";
export { GeneratingMigrator } from "./generating-migrator.ts";
export {
  /** @public */
  planMigrations,
} from "./plan.ts";
export type { PlannedFile } from "./planned-file.ts";
export {
  /** @public */
  writeMigrations,
} from "./write-files.ts";
