import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import { undoLast } from "../undo/undo.ts";
import type { Context } from "./context.ts";
import { recover } from "./recover.ts";

/** Takes the last operation back. */
export async function undo(context: Context): Promise<void> {
  await withWorkspaceLock(context.root, async () => {
    await recover(context);
    const operation = await undoLast(context.root);
    context.output.say(`Taken back: ${operation}`);
    context.output.answer({ undone: operation }, "");
  });
}
