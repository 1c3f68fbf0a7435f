import { PitstopError } from "@pitstop/errors";

/** The linter could not do what was asked. */
export class LintError extends PitstopError<LintErrorCode> {
  /** Where in the file, from 1; undefined where it is about no line. */
  readonly line: number | undefined;

  constructor(
    code: LintErrorCode,
    message: string,
    hint: string,
    options?: ErrorOptions & { line?: number },
  ) {
    super(code, message, hint, options);
    this.line = options?.line;
  }
}

type LintErrorCode =
  | "LINT_FILE_MISSING"
  | "LINT_FILE_UNREADABLE"
  | "LINT_NO_MIGRATIONS"
  | "LINT_NOT_POSTGRESQL"
  | "LINT_INPUT_EMPTY"
  | "LINT_GIT_UNUSABLE"
  | "LINT_REVISION_UNKNOWN"
  | "LINT_START_AFTER_UNKNOWN"
  | "LINT_CONFIG_MISSING"
  | "LINT_CONFIG_INVALID"
  | "LINT_USAGE"
  | "LINT_SQL_INVALID"
  | "LINT_MIGRATION_INVALID"
  | "LINT_MIGRATION_FAILED"
  | "LINT_MIGRATION_QUERIES"
  | "LINT_RULE_UNKNOWN";
