import { type FileOptions, Linter, type LinterOptions, type LintResult } from "./linter.ts";

export type { LintResult } from "./linter.ts";

export interface LintOptions extends LinterOptions, FileOptions {
  /** SQL of the migrations before this one, oldest first: what it finds when it runs. */
  readonly earlier?: readonly string[];
}

/**
 * Lints the SQL of one file. Reads nothing and changes nothing: old types come from the options and from the comments
 * of the file. Throws LintError LINT_SQL_INVALID and LINT_RULE_UNKNOWN.
 *
 * @example
 * await loadParser();
 * const { findings } = lint("alter table cars drop column color");
 */
export function lint(sql: string, options: LintOptions = {}): LintResult {
  const linter = new Linter(options);
  for (const earlier of options.earlier ?? []) linter.learn(earlier);
  return linter.lint(sql, options);
}
