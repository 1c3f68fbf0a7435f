import { takeBack } from "../apply/apply-plan.ts";
import { leftJournal } from "../apply/journal.ts";
import { dropUndo, finishUndo } from "../undo/undo.ts";
import type { Context } from "./context.ts";

/** Brings to an end what a command that was killed left half-done. The caller holds the lock of the workspace. */
export async function recover({ root, output }: Pick<Context, "root" | "output">): Promise<void> {
  const journal = leftJournal(root);
  if (!journal) return;
  if (journal.kind === "undo" && journal.isChecked) {
    output.say(`The undo of "${journal.operation}" was interrupted; finishing it.`);
    return finishUndo(root, journal);
  }
  output.say(`"${journal.operation}" was interrupted; rolling everything back.`);
  return journal.kind === "undo" ? dropUndo(root, journal) : takeBack(root, journal);
}
