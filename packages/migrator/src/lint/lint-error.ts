import { MigratorError } from "../errors.ts";

/** The linter could not do what was asked. */
export class LintError extends MigratorError<LintErrorCode> {
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
  | "LINT_SQL_INVALID"
  | "LINT_MIGRATION_INVALID"
  | "LINT_MIGRATION_FAILED"
  | "LINT_RULE_UNKNOWN";
