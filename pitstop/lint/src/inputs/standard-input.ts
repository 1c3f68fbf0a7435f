import { join, resolve } from "node:path";
import { isSqlFile } from "../flavors/index.ts";
import { LintError } from "../lint-error.ts";
import { textOf } from "../read-text.ts";
import type { SelectedFile } from "./selection.ts";

export interface StandardInput {
  read(): Promise<Buffer>;
  /** The file that it stands for. */
  readonly as: string | undefined;
}

/** Throws LintError LINT_INPUT_EMPTY and LINT_FILE_UNREADABLE. */
export async function selectInput({ read, as }: StandardInput, folder: string): Promise<SelectedFile> {
  if (as !== undefined && !isSqlFile(as))
    throw new LintError(
      "LINT_FILE_UNREADABLE",
      `Standard input is read as SQL, and ${as} isn't a .sql file.`,
      "Name a script as a file: it is run to read it.",
    );
  const text = textOf(await read(), "Standard input");
  if (text.trim() === "")
    throw new LintError(
      "LINT_INPUT_EMPTY",
      "Standard input is empty.",
      "Pipe SQL into the command, as in: cat change.sql | pitstop-lint -",
    );
  if (as !== undefined) return { file: as, path: resolve(folder, as), text };
  return { file: "<stdin>", path: join(folder, "stdin.sql"), text };
}
