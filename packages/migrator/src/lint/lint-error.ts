import { MigratorError } from "../errors.ts";

/** The linter could not do what was asked. */
export class LintError extends MigratorError<LintErrorCode> {}

type LintErrorCode =
  | "LINT_FILE_MISSING"
  | "LINT_FILE_UNREADABLE"
  | "LINT_SQL_INVALID"
  | "LINT_MIGRATION_INVALID"
  | "LINT_MIGRATION_FAILED"
  | "LINT_RULE_UNKNOWN"
  | "LINT_OPTION_INVALID";
