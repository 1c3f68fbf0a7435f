export type { StatedMigration } from "./create.ts";
export { generatingMigrator } from "./extension.ts";
export { GeneratingMigrator } from "./generating-migrator.ts";
export type { PlannedFile } from "./planned-file.ts";
