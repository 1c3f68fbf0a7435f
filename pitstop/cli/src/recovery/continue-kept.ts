import { continueOperation } from "../apply/apply-plan.ts";
import { leftJournal } from "../apply/journal.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import type { Context } from "../command-line/context.ts";
import { RefusedError } from "../errors.ts";
import { checklistText } from "../output/words.ts";

/**
 * Finishes the change that --keep left. Where it still doesn't compile, or its tests fail, it stays as it is. Throws
 * RefusedError NOTHING_TO_CONTINUE.
 */
export async function continueKept({ root, output }: Context): Promise<void> {
  await withWorkspaceLock(root, async () => {
    const journal = leftJournal(root);
    if (journal?.kind !== "operation") {
      throw new RefusedError(
        "NOTHING_TO_CONTINUE",
        "There is no unfinished change.",
        "`pitstop status` shows the last operation; an operation with --keep leaves a change that doesn't compile yet.",
      );
    }
    const checklist = await continueOperation(root, journal, output.during);
    output.say(checklistText(checklist));
    output.answer({ operation: journal.operation, checklist }, "");
  });
}
