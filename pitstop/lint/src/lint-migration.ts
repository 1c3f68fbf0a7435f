import type { RuleOptions } from "./chosen-rules.ts";
import { LintError } from "./lint-error.ts";
import { type FileOptions, Linter, type LintResult } from "./linter.ts";
import { type MigrationText, migrationText } from "./migration-text.ts";
import type { Position } from "./position.ts";
import type { ReadableMigration } from "./readable-migration.ts";
import type { Snapshot } from "./snapshot.ts";

export interface LintMigrationOptions extends Pick<RuleOptions, "rules" | "style"> {
  /** Major version of the server that it will run on. */
  readonly serverVersion?: number;
  /** What runs before it, oldest first: it says which tables and columns there are. */
  readonly earlier?: readonly ReadableMigration[];
  /** The text of its file: findings then name its lines, and `// pitstop:allow …` above `this.addSql` counts. */
  readonly source?: string;
  readonly snapshot?: Snapshot;
}

/**
 * Lints what a migration does, as our runner applies it: in a transaction unless it says otherwise, with timeouts, in
 * UTC. Throws LintError LINT_SQL_INVALID and LINT_RULE_UNKNOWN.
 */
export function lintMigration(
  migration: ReadableMigration,
  { serverVersion, earlier = [], source, ...options }: LintMigrationOptions = {},
): LintResult {
  const linter = new Linter({
    ...options,
    flavor: "mikro-orm",
    ...(serverVersion !== undefined && { serverVersion: { major: serverVersion, minor: undefined } }),
  });
  for (const before of earlier) linter.learn(migrationText(before, undefined).sql);
  return lintNextMigration(linter, migration, { source, applied: earlier });
}

/** Lints a migration by a linter that has learned what `applied` names. */
export function lintNextMigration(
  linter: Linter,
  migration: ReadableMigration,
  { source, applied }: { source: string | undefined; applied: readonly { readonly name: string }[] },
): LintResult {
  const text = migrationText(migration, source);
  try {
    const { findings, exceptions } = linter.lint(text.sql, runBy(migration, text, applied));
    const lines = source?.split("\n");
    return {
      findings: findings.map((finding) => ({ ...finding, ...placeInFile(finding, text, lines) })),
      exceptions: exceptions.map((exception) => ({ ...exception, line: lineInFile(exception, text) })),
    };
  } catch (error) {
    if (!(error instanceof LintError) || error.line === undefined) throw error;
    const line = lineInFile({ line: error.line }, text);
    const message = `${migration.name}: ${error.message.replace(/^Line \d+/, `Line ${line}`)}`;
    throw new LintError(error.code, message, error.hint, { line, cause: error });
  }
}

/** How the runner applies it. */
const runBy = (
  { name, hash, isTransactional }: ReadableMigration,
  { queries }: MigrationText,
  applied: readonly { readonly name: string }[],
): FileOptions => ({
  isInTransaction: isTransactional,
  queries: isTransactional ? [] : queries,
  timeZone: "UTC",
  hasLockTimeout: true,
  hasStatementTimeout: true,
  history: { name, checksum: hash, applied },
});

const lineInFile = ({ line }: { line: number }, { lines }: MigrationText): number => lines[line - 1] ?? line;

/** The column is where the code of the line begins: the SQL itself may be spread over templates. */
function placeInFile(place: Position, text: MigrationText, lines: readonly string[] | undefined): Position {
  const line = lineInFile(place, text);
  const code = lines?.[line - 1];
  return { line, column: code === undefined ? place.column : Math.max(1, code.search(/\S/) + 1) };
}
