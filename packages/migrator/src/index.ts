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
  listBackups,
  restoreBackup,
  verifyBackup,
} from "./backup/index.ts";
export { MigratorError } from "./errors.ts";
export type { PlannedFile, StatedMigration } from "./generate/index.ts";
export { listRuns } from "./history/index.ts";
export {
  type Finding,
  type LintOptions,
  type LintResult,
  lint,
  lintFiles,
  statementLocks,
} from "./lint/index.ts";
export { Migration } from "./migration/migration.ts";
export { SafeMigrator, type SafeMigratorOptions, safeMigrator } from "./migrator.ts";
export type { OnProgress, Progress } from "./progress.ts";
export { jsonReporter } from "./report/json.ts";
export { markdownReport } from "./report/markdown.ts";
export type { MigrationReport } from "./report/report.ts";
export { type Reporter, silentReporter } from "./report/reporter.ts";
export { terminalReporter } from "./report/terminal.ts";
export { type OptionalStep, optionalSteps } from "./settings.ts";
