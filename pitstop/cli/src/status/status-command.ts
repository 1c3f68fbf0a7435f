import { lastOperation } from "../apply/operation-record.ts";
import type { Context } from "../command-line/context.ts";
import { conflictMarkers } from "../merge/conflict-markers.ts";
import { lookFirst } from "../recovery/interrupted.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";

/** Shows the status. It always answers: while files are in conflict, with the places and what is known without them. */
export async function statusCommand(context: Context): Promise<void> {
  const { root, output } = context;
  await lookFirst(context);
  const workspace = readWorkspace(root);
  const conflicts = conflictMarkers(workspace);
  // Loaded when the files are whole: it reads the entities as they are.
  if (conflicts.length === 0) return (await import("./full-status.ts")).fullStatus(context, workspace);
  const last = lastOperation(root)?.record;
  output.answer(
    { conflicts, lastOperation: last ? { operation: last.operation, doneAt: last.doneAt } : null },
    [
      ...conflicts.map(({ path, line }) => `${path}:${line} Unresolved merge conflict`),
      "Run `pitstop merge`. The rest is shown once they are resolved.",
      last ? `Last operation: ${last.operation}, ${last.doneAt}` : "No operation to undo.",
    ].join("\n"),
  );
}
