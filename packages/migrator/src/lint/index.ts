export type { Exception, Finding, Level } from "./finding.ts";
export { type LintOptions, type LintResult, lint } from "./lint.ts";
export { LintError } from "./lint-error.ts";
export { type LintedFile, type LintedFiles, type LintFilesOptions, lintFiles } from "./lint-files.ts";
export { type LintMigrationOptions, lintMigration } from "./lint-migration.ts";
export type { Lock } from "./lock.ts";
