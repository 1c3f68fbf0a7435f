import type { ReadMigration } from "../migration/read-migration.ts";
import { type LintOptions, type LintResult, lint } from "./lint.ts";
import { LintError } from "./lint-error.ts";
import { migrationText } from "./migration-text.ts";

export interface LintMigrationOptions extends Pick<LintOptions, "rules" | "style" | "snapshot"> {
  /** Major version of the server that it will run on. */
  readonly serverVersion?: number;
  /** What runs before it, oldest first: it says which tables and columns there are. */
  readonly earlier?: readonly ReadMigration[];
  /** The text of its file: findings then name its lines, and `// pitstop:allow …` above `this.addSql` counts. */
  readonly source?: string;
}

/**
 * Lints what a migration does, as our runner applies it: in a transaction unless it says otherwise, with timeouts, in
 * UTC. Throws LintError LINT_SQL_INVALID and LINT_RULE_UNKNOWN.
 */
export function lintMigration(
  migration: ReadMigration,
  { serverVersion, earlier = [], source, ...options }: LintMigrationOptions = {},
): LintResult {
  const { sql, lines, queries } = migrationText(migration, source);
  const inFile = <Place extends { readonly line: number }>(place: Place): Place => ({
    ...place,
    line: lines[place.line - 1] ?? place.line,
  });
  try {
    const { findings, exceptions } = lint(sql, {
      ...options,
      ...(serverVersion !== undefined && { serverVersion: { major: serverVersion, minor: undefined } }),
      isInTransaction: migration.isTransactional,
      queries: migration.isTransactional ? [] : queries,
      timeZone: "UTC",
      hasLockTimeout: true,
      hasStatementTimeout: true,
      earlier: earlier.map((before) => migrationText(before, undefined).sql),
      history: {
        name: migration.name,
        checksum: migration.hash,
        applied: earlier.map(({ name }) => ({ name })),
      },
    });
    return { findings: findings.map(inFile), exceptions: exceptions.map(inFile) };
  } catch (error) {
    if (!(error instanceof LintError) || error.line === undefined) throw error;
    const { line } = inFile({ line: error.line });
    const message = `${migration.name}: ${error.message.replace(/^Line \d+/, `Line ${line}`)}`;
    throw new LintError(error.code, message, error.hint, { line, cause: error });
  }
}
