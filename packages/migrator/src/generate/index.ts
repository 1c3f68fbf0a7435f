export {
  /** @public For a command that plans before it writes. */
  createMigrations,
} from "./create.ts";
export { GeneratingMigrator } from "./generating-migrator.ts";
export {
  /** @public */
  planMigrations,
} from "./plan.ts";
export {
  /** @public */
  writeMigrations,
} from "./write-files.ts";
