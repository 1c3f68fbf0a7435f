import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CliError, exitCodes } from "../errors.ts";
import type { Edit } from "../plan.ts";

/**
 * The edits with their files laid out by the workspace's formatter: new files, and files that were laid out by it
 * before, in which it then changes nothing but what the edit did. A file with a layout of its own keeps it.
 * Takes about 50 ms a file. Throws CliError NOT_FORMATTED where the formatter cannot be run.
 */
export function formatted(root: string, edits: readonly Edit[]): Edit[] {
  return edits.map((edit) => {
    const isCode = /\.(tsx?|json)$/.test(edit.path);
    if (!isCode || edit.after === null) return edit;
    const wasFormatted = edit.before === null || format(root, edit.path, edit.before) === edit.before;
    return wasFormatted ? { ...edit, after: format(root, edit.path, edit.after) } : edit;
  });
}

function format(root: string, path: string, text: string): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = ["check", "--write", "--linter-enabled=false", `--stdin-file-path=${path}`];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [biome, ...options], {
    cwd: root,
    input: text,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  throw new CliError(
    "NOT_FORMATTED",
    `The formatter refused ${path}: ${error?.message ?? stderr.trim()}`,
    "Run pnpm install, then pnpm format, and try again.",
    { exitCode: exitCodes.failed },
  );
}
