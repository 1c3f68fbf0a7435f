import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { LintError } from "../lint-error.ts";
import type { SelectedFile } from "./selection.ts";

/**
 * The files that were added or changed since the branch left a revision of git: committed, staged, edited or untracked.
 * Throws LintError LINT_GIT_UNUSABLE and LINT_REVISION_UNKNOWN.
 */
export async function changedSince(
  revision: string,
  files: readonly SelectedFile[],
  folder: string,
): Promise<SelectedFile[]> {
  const root = await rootOf(folder);
  const changed = await changedPaths(revision, root);
  const found = await Promise.all(files.map(async (file) => ({ file, path: await realPath(file.path) })));
  const isRead = ({ text }: SelectedFile) => text === undefined;
  const outside = found.find(({ file, path }) => isRead(file) && !path.startsWith(join(root, sep)));
  if (outside !== undefined)
    throw new LintError(
      "LINT_GIT_UNUSABLE",
      `${outside.file.file} is outside the repository ${root}, so --since says nothing about it.`,
      "Run the command in the repository of the file, or leave --since out.",
    );
  return found.filter(({ file, path }) => !isRead(file) || changed.has(path)).map(({ file }) => file);
}

async function rootOf(folder: string): Promise<string> {
  const { stdout: top, failure } = await git(folder, "rev-parse", "--show-toplevel");
  if (failure !== undefined)
    throw new LintError(
      "LINT_GIT_UNUSABLE",
      `--since needs a git repository: ${failure}`,
      "Run it inside the repository, or leave --since out.",
    );
  return realpath(top.trim());
}

async function changedPaths(revision: string, root: string): Promise<ReadonlySet<string>> {
  const base = await baseOf(revision, root);
  const listings = [
    // A renamed migration is one that databases don't have yet, so it counts as added.
    ["diff", "--name-only", "--no-renames", "--diff-filter=d", "--no-ext-diff", "-z", base, "--"],
    ["ls-files", "--others", "--exclude-standard", "-z"],
  ];
  const outputs = await Promise.all(listings.map((words) => succeeding(root, ...words)));
  return new Set(outputs.flatMap((output) => output.split("\0")).map((name) => join(root, name)));
}

/** The commit where the branch left the revision: what the revision got since is not a change of the branch. */
async function baseOf(revision: string, root: string): Promise<string> {
  const commit = await git(
    root,
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  );
  if (commit.failure !== undefined)
    throw new LintError(
      "LINT_REVISION_UNKNOWN",
      `"${revision}" isn't a revision of this repository.`,
      "In CI, fetch it first: actions/checkout with fetch-depth: 0 does.",
    );
  const base = await git(root, "merge-base", commit.stdout.trim(), "HEAD");
  if (base.failure === undefined) return base.stdout.trim();
  throw new LintError(
    "LINT_REVISION_UNKNOWN",
    `"${revision}" and HEAD have no commit in common here.`,
    "The clone is probably shallow. In CI, use actions/checkout with fetch-depth: 0.",
  );
}

async function succeeding(folder: string, ...words: string[]): Promise<string> {
  const { stdout, failure } = await git(folder, ...words);
  if (failure === undefined) return stdout;
  throw new LintError("LINT_GIT_UNUSABLE", `git ${words[0]} failed: ${failure}`, "Run git status for more.");
}

interface GitResult {
  readonly stdout: string;
  /** What git wrote about it. */
  readonly failure: string | undefined;
}

const git = (cwd: string, ...words: string[]): Promise<GitResult> =>
  new Promise((resolve) => {
    execFile("git", words, { cwd, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      const failure = error === null ? undefined : stderr.trim() || error.message;
      resolve({ stdout, failure });
    });
  });

/** git names real paths; a folder on the way may be a link. */
async function realPath(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, path.slice(dirname(path).length));
}
