import { join } from "node:path";
import { runProgram } from "../apply/child.ts";
import { CliError, exitCodes } from "../errors.ts";
import type { Edit } from "../plan.ts";

/**
 * The edits with their files laid out by the workspace's formatter: new files, and files that were laid out by it
 * before, in which it then changes nothing but what the edit did. A file with a layout of its own keeps it.
 * Takes about 50 ms a file. Throws CliError NOT_FORMATTED where the formatter cannot be run.
 */
export function formatted(root: string, edits: readonly Edit[]): Promise<Edit[]> {
  return Promise.all(
    edits.map(async (edit) => {
      const { path, before, after } = edit;
      const isCode = /\.(tsx?|json)$/.test(path);
      if (!isCode || after === null) return edit;
      const wasFormatted = before === null || (await format(root, path, before)) === before;
      return wasFormatted ? { ...edit, after: await format(root, path, after) } : edit;
    }),
  );
}

async function format(root: string, path: string, text: string): Promise<string> {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = ["check", "--write", "--linter-enabled=false", `--stdin-file-path=${path}`];
  const { status, stdout, stderr } = await runProgram(root, process.execPath, [biome, ...options], {
    input: Promise.resolve(text),
  });
  if (status === 0) return stdout;
  throw new CliError(
    "NOT_FORMATTED",
    `The formatter refused ${path}: ${stderr.trim()}`,
    "Run pnpm install, then pnpm format, and try again.",
    { exitCode: exitCodes.failed },
  );
}
