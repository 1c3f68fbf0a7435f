import { PitstopError } from "@pitstop/errors";
import { chosenRules, type RuleOptions } from "./chosen-rules.ts";
import type { FlavorName } from "./flavors/advice.ts";
import { MigrationSets } from "./flavors/migration-sets.ts";
import { changedSince } from "./inputs/changed-files.ts";
import { selectFiles } from "./inputs/select-files.ts";
import type { Problem, SelectedFile, SkippedFile } from "./inputs/selection.ts";
import { type StandardInput, selectInput } from "./inputs/standard-input.ts";
import { lintSets } from "./lint-sets.ts";
import type { LintResult } from "./linter.ts";
import { loadParser } from "./parser.ts";
import type { ServerVersion } from "./server-version.ts";

export interface LintFilesOptions extends RuleOptions {
  /** What the inputs are relative to. */
  readonly folder: string;
  /** Of all files; by default each file's is told by its name and by what is beside it. */
  readonly flavor?: FlavorName | undefined;
  readonly serverVersion?: ServerVersion | undefined;
  /** Migrations up to this one are applied: they only say which tables there are. */
  readonly startAfter?: string | undefined;
  /** A revision of git: lints only what was added or changed since. */
  readonly since?: string | undefined;
  /** Whether the runner of plain SQL files puts each of them into a transaction. */
  readonly transaction?: boolean | undefined;
  /** What the input "-" is. */
  readonly standardInput?: StandardInput | undefined;
}

export interface LintedFile extends LintResult {
  /** As it was named, or relative to the folder. */
  readonly file: string;
}

export interface LintedFiles {
  readonly files: readonly LintedFile[];
  readonly skipped: readonly SkippedFile[];
  /** What could not be linted, with a LintError or another PitstopError. */
  readonly problems: readonly Problem[];
}

/**
 * Lints files, folders and patterns of SQL files and migrations, with what the earlier migrations beside them say. Throws
 * LintError LINT_RULE_UNKNOWN; everything that is wrong with a file is a problem of that file.
 *
 * @example
 * const { files, problems } = await lintFiles(["prisma/migrations"], { folder: process.cwd(), since: "main" });
 */
export async function lintFiles(inputs: readonly string[], options: LintFilesOptions): Promise<LintedFiles> {
  chosenRules(options);
  const sets = new MigrationSets(options.flavor);
  const named = await selectFiles(inputs.filter(isNotStandardInput), options.folder, sets);
  const problems = [...named.problems];
  const attempt = async (argument: string, select: () => Promise<SelectedFile[]>) => {
    try {
      return await select();
    } catch (error) {
      if (!(error instanceof PitstopError)) throw error;
      problems.push({ file: argument, error, isArgument: true });
      return [];
    }
  };
  const { standardInput, since, folder } = options;
  const piped =
    standardInput === undefined || inputs.every(isNotStandardInput)
      ? []
      : await attempt("-", async () => [await selectInput(standardInput, folder)]);
  const isPiped = (path: string) => piped.some((file) => file.path === path);
  const all = [...named.files.filter(({ path }) => !isPiped(path)), ...piped];
  const files = since === undefined ? all : await attempt("--since", () => changedSince(since, all, folder));
  await loadParser();
  const linted = await lintSets(files, sets, options);
  return {
    files: linted.files,
    skipped: [...named.skipped, ...linted.skipped],
    problems: [...problems, ...linted.problems],
  };
}

const isNotStandardInput = (input: string): boolean => input !== "-";
