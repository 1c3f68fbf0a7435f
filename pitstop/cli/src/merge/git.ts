import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The three versions of a file that git could not merge; undefined where a branch has none. */
export interface Unmerged {
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

const stages = { 1: "base", 2: "ours", 3: "theirs" } as const;

/** What git has not merged, by path from the root; nothing outside of a repository. */
export function unmergedFiles(root: string): Map<string, Unmerged> {
  const { status, stdout } = spawnSync("git", ["ls-files", "--unmerged", "-z"], {
    cwd: root,
    encoding: "utf8",
  });
  const files = new Map<string, Unmerged>();
  if (status !== 0) return files;
  for (const entry of stdout.split("\0")) {
    const [, hash, stage, path] = /^\d+ (\w+) ([123])\t(.+)$/s.exec(entry) ?? [];
    if (hash === undefined || path === undefined) continue;
    const known = files.get(path) ?? { base: undefined, ours: undefined, theirs: undefined };
    const name = stages[Number(stage) as keyof typeof stages]; // as the pattern says
    files.set(path, { ...known, [name]: textOf(root, hash) });
  }
  return files;
}

const textOf = (root: string, hash: string): string =>
  execFileSync("git", ["cat-file", "blob", hash], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

type Style = "--diff3" | "--zdiff3";

/** The text with conflicts that git makes of three versions. */
export function mergedText({ base = "", ours = "", theirs = "" }: Unmerged, style?: Style): string {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-merge-"));
  try {
    const files = Object.entries({ ours, base, theirs }).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    const args = ["merge-file", "-p", ...(style ? [style] : []), ...files];
    // Its status is the number of conflicts.
    return spawnSync("git", args, { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a merge, or a commit of a rebase, waits for its conflicts to be resolved. */
export const isMerging = (root: string): boolean =>
  ["MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD"].some(
    (name) => spawnSync("git", ["rev-parse", "--quiet", "--verify", name], { cwd: root }).status === 0,
  );

/** Tells git that these files are merged. */
export function markMerged(root: string, paths: readonly string[]): void {
  if (paths.length > 0) execFileSync("git", ["add", "--", ...paths], { cwd: root });
}
