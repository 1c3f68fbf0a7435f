import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { MigratorError } from "../errors.ts";
import { type LintOptions, type LintResult, lint } from "./lint.ts";
import { LintError } from "./lint-error.ts";
import { lintMigration } from "./lint-migration.ts";
import { earlierMigrations, isMigrationFile, readMigrationFile, snapshotBeside } from "./migration-file.ts";
import { rulesNamed } from "./rule-names.ts";

export interface LintFilesOptions extends Pick<LintOptions, "rules" | "style"> {
  /** What the paths are relative to. */
  readonly folder: string;
}

export interface LintedFile extends LintResult {
  /** As it was asked for. */
  readonly file: string;
}

export interface LintedFiles {
  readonly files: readonly LintedFile[];
  /** The files that could not be linted, with a LintError or another MigratorError. */
  readonly problems: readonly { readonly file: string; readonly error: MigratorError }[];
}

/**
 * Lints plain SQL files, and MikroORM migrations with what is known from their folder. Throws LintError
 * LINT_RULE_UNKNOWN; everything that is wrong with a file is a problem of that file.
 */
export async function lintFiles(
  files: readonly string[],
  { folder, ...options }: LintFilesOptions,
): Promise<LintedFiles> {
  rulesNamed(options.rules);
  const linted: LintedFile[] = [];
  const problems: { file: string; error: MigratorError }[] = [];
  for (const file of files) {
    try {
      linted.push({ file, ...(await lintFile(resolve(folder, file), options)) });
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      problems.push({ file, error });
    }
  }
  return { files: linted, problems };
}

async function lintFile(path: string, options: Pick<LintOptions, "rules" | "style">): Promise<LintResult> {
  const text = await textOf(path);
  if (path.endsWith(".sql")) return lint(text, options);
  if (!isMigrationFile(path)) {
    throw new LintError(
      "LINT_FILE_UNREADABLE",
      `${path} is neither SQL nor a migration.`,
      "Name .sql files and MikroORM migrations (.ts).",
    );
  }
  const migration = await readMigrationFile(path);
  const earlier = await earlierMigrations(path);
  const snapshot = await snapshotBeside(path);
  return lintMigration(migration, { ...options, earlier, source: text, ...(snapshot && { snapshot }) });
}

async function textOf(path: string): Promise<string> {
  try {
    // A byte order mark is no SQL, and editors write one unasked.
    return (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw isMissing
      ? new LintError(
          "LINT_FILE_MISSING",
          `There is no file ${path}.`,
          "Paths are relative to where you stand.",
        )
      : new LintError(
          "LINT_FILE_UNREADABLE",
          `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          "Name files, not folders, that you may read.",
          { cause: error },
        );
  }
}
