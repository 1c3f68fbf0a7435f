import { join } from "node:path";
import { applyPatch, createTwoFilesPatch } from "diff";
import type { JournalEdit } from "../apply/journal.ts";
import { readText } from "../apply/write-file.ts";
import { RefusedError } from "../errors.ts";

/** The edit that takes an edit back, in the file as it is now. Throws RefusedError UNDO_EDITED. */
export function inverseEdit(root: string, { path, before, after }: JournalEdit): JournalEdit {
  const now = readText(join(root, path));
  if (now === after) return { path, before: now, after: before };
  const patched =
    now === null || after === null
      ? false
      : applyPatch(now, createTwoFilesPatch(path, path, after, before ?? ""), { fuzzFactor: 0 });
  if (patched === false || before === null) {
    throw new RefusedError(
      "UNDO_EDITED",
      `${path} has been edited since, where the operation changed it.`,
      "Nothing was written. Revert your edit first, or run the opposite operation.",
    );
  }
  return { path, before: now, after: patched };
}
