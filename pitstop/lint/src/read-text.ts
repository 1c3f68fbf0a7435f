import { readFile } from "node:fs/promises";
import { LintError } from "./lint-error.ts";

/** The text of a file, without a byte order mark and with "\n" at the ends of lines. Throws LintError. */
export async function readText(path: string): Promise<string> {
  try {
    return textOf(await readFile(path), path);
  } catch (error) {
    if (error instanceof LintError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw isMissing
      ? new LintError(
          "LINT_FILE_MISSING",
          `There is no file ${path}.`,
          "Paths are relative to where you are.",
        )
      : new LintError(
          "LINT_FILE_UNREADABLE",
          `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
          "Name files that you may read.",
          { cause: error },
        );
  }
}

/** Bytes that aren't UTF-8 would become other characters without a word. Throws LintError LINT_FILE_UNREADABLE. */
export function textOf(bytes: Buffer, name: string): string {
  const isUtf16 = /^(fffe|feff)/.test(bytes.toString("hex", 0, 2));
  try {
    if (!isUtf16) return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new LintError(
    "LINT_FILE_UNREADABLE",
    `${name} isn't UTF-8 text${isUtf16 ? "; it is UTF-16" : ""}.`,
    "Save it as UTF-8. PowerShell's > writes UTF-16; use Out-File -Encoding utf8.",
  );
}
