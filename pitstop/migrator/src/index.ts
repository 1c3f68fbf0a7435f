export {
  type BackfillOptions,
  type BackfillPlan,
  type BackfillProgress,
  type BackfillResult,
  countBackfill,
  runBackfill,
} from "./backfill/index.ts";
export {
  applyRetention,
  type Backup,
  backUp,
  checkBackups,
  findBackup,
  listBackups,
  type Restored,
  restoreBackup,
  targetFor,
  verifyBackup,
} from "./backup/index.ts";
export { shownDatabase } from "./database-url.ts";
export { type DriftDifference, driftOf, type SchemaDrift } from "./drift/drift.ts";
export { MigratorError } from "./errors.ts";
export { explainedError } from "./explained.ts";
export type { PlannedFile, StatedMigration } from "./generate/index.ts";
export { listRuns } from "./history/index.ts";
export { Migration } from "./migration/migration.ts";
export { SafeMigrator } from "./migrator.ts";
export type { OnProgress, Progress } from "./progress.ts";
export { backupTable, type ListedBackup, listedBackups } from "./report/backups.ts";
export { defaultReporter } from "./report/default-reporter.ts";
export { jsonReporter } from "./report/json.ts";
export { markdownReport } from "./report/markdown.ts";
export { progressBar } from "./report/progress-line.ts";
export type { MigrationReport } from "./report/report.ts";
export { type Reporter, silentReporter } from "./report/reporter.ts";
export { terminalReporter } from "./report/terminal.ts";
export { type SafeMigratorExtension, type SafeMigratorOptions, safeMigrator } from "./safe-migrator.ts";
export { type MigratorSettings, type OptionalStage, optionalStages, readSettings } from "./settings.ts";
export { makeBackup } from "./stages/back-up.ts";
