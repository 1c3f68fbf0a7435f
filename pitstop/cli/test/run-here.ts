import { vi } from "vitest";
import { run } from "../src/command-line/program.ts";
import type { Answer } from "./pitstop.ts";

/**
 * Answers a command line in this process, without starting one. For commands that end before code of the workspace is
 * read, which a process can do only once.
 */
export async function runHere(root: string | undefined, ...words: string[]): Promise<Answer> {
  let [stdout, stderr] = ["", ""];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += text;
    return true;
  });
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    stderr += text;
    return true;
  });
  try {
    const status = await run(words, root);
    return { status, stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
