export type { Finding } from "./finding.ts";
export { type LintOptions, type LintResult, lint } from "./lint.ts";
export { lintFiles } from "./lint-files.ts";
export { lintMigration } from "./lint-migration.ts";
export { statementLocks } from "./statement-locks.ts";
