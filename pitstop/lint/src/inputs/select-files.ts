import { stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { PitstopError } from "@pitstop/errors";
import type { MigrationSets } from "../flavors/migration-sets.ts";
import { isDownFile } from "../flavors/plain-sql.ts";
import { LintError } from "../lint-error.ts";
import { migrationsBelow, migrationsMatching } from "./find-migrations.ts";
import type { Problem, SelectedFile, Selection, SkippedFile } from "./selection.ts";

/**
 * The migrations that files, folders and patterns name: each once, those of a folder or pattern in the order in which
 * they are applied. Down migrations are skipped. What names nothing is a problem.
 */
export async function selectFiles(
  inputs: readonly string[],
  folder: string,
  sets: MigrationSets,
): Promise<Selection> {
  const files = new Map<string, SelectedFile>();
  const skipped: SkippedFile[] = [];
  const problems: Problem[] = [];
  for (const input of inputs) {
    try {
      for (const selected of await filesOf(input, folder, sets)) {
        if (isDownFile(selected.path)) skipped.push({ file: selected.file, reason: "a down migration" });
        else if (!files.has(selected.path)) files.set(selected.path, selected);
      }
    } catch (error) {
      if (!(error instanceof PitstopError)) throw error;
      problems.push({ file: input, error, isArgument: true });
    }
  }
  return { files: [...files.values()], skipped, problems };
}

async function filesOf(input: string, folder: string, sets: MigrationSets): Promise<SelectedFile[]> {
  const path = resolve(folder, input);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return several(await searched(path, migrationsBelow(path)), input, folder, sets);
  // A file of this name goes before a pattern: names may have brackets.
  if (found !== undefined) return [{ file: input, path }];
  const pattern = input.replaceAll("\\", "/");
  if (/[*?[{]|[@!+]\(/.test(input))
    return several(await searched(folder, migrationsMatching(pattern, folder)), input, folder, sets);
  // Written on Windows, read anywhere.
  if (pattern !== input) return filesOf(pattern, folder, sets);
  throw new LintError(
    "LINT_FILE_MISSING",
    `There is no file ${path}.`,
    "Paths are relative to where you are.",
  );
}

async function searched(path: string, search: Promise<string[]>): Promise<string[]> {
  try {
    return await search;
  } catch (error) {
    throw new LintError(
      "LINT_FILE_UNREADABLE",
      `${path} can't be searched: ${error instanceof Error ? error.message : String(error)}`,
      "Name folders that you may read.",
      { cause: error },
    );
  }
}

async function several(
  paths: readonly string[],
  input: string,
  folder: string,
  sets: MigrationSets,
): Promise<SelectedFile[]> {
  if (paths.length === 0)
    throw new LintError(
      "LINT_NO_MIGRATIONS",
      `"${input}" has no migrations.`,
      "Name a file, a folder or a pattern with .sql files or MikroORM migrations. Quote patterns, as in 'prisma/**/*.sql'.",
    );
  return (await sets.inAppliedOrder(paths)).map((path) => ({ file: shownPath(path, folder), path }));
}

/** Relative to a folder, and with "/" on every system. */
export const shownPath = (path: string, folder: string): string =>
  relative(folder, path).split(sep).join("/");
