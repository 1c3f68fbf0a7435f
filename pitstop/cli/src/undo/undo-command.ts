import { takeBack } from "../apply/apply-plan.ts";
import { leftJournal } from "../apply/journal.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import type { Context } from "../command-line/context.ts";
import { endInterrupted } from "../recovery/interrupted.ts";
import { parseFill } from "./empty-rows.ts";
import { undoLast } from "./undo.ts";

/** Takes the last operation back, or a change that was kept unfinished. */
export async function undoCommand(context: Context, fill: readonly string[]): Promise<void> {
  const { root, output } = context;
  const fills = fill.map(parseFill);
  await withWorkspaceLock(root, async () => {
    const operation = await undone(context, fills);
    output.say(`Undone: ${operation}`);
    output.answer({ undone: operation }, "");
  });
}

async function undone(context: Context, fills: Parameters<typeof undoLast>[1]): Promise<string> {
  const journal = leftJournal(context.root);
  if (journal?.kind === "operation" && journal.kept !== undefined) {
    await takeBack(context.root, journal);
    return journal.operation;
  }
  await endInterrupted(context);
  return undoLast(context.root, fills, context.output.during);
}
