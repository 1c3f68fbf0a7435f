export { MigratorError } from "./errors.ts";
export {
  type Finding,
  type LintOptions,
  type LintResult,
  lint,
  lintFiles,
  lintMigration,
} from "./lint/index.ts";
export { Migration } from "./migration/migration.ts";
export { type SafeMigratorOptions, safeMigrator } from "./migrator.ts";
export { jsonReporter } from "./report/json.ts";
export type { Reporter } from "./report/reporter.ts";
export { terminalReporter } from "./report/terminal.ts";
export { optionalSteps } from "./settings.ts";
