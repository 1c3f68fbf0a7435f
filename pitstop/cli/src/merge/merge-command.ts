import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import type { Context } from "../command-line/context.ts";
import { endInterrupted } from "../recovery/interrupted.ts";
import { mergeBranches } from "./merge-branches.ts";

/** Ends a merge of two branches: resolves what it can, and rebuilds what is generated. */
export function mergeCommand(context: Context): Promise<void> {
  const { root, output } = context;
  return withWorkspaceLock(root, async () => {
    await endInterrupted(context);
    const merged = await mergeBranches(root, output.during);
    const { resolved, rebuilt, ahead } = merged;
    output.answer(
      merged,
      [
        ...resolved.map((path) => `Resolved: ${path}`),
        ...rebuilt.map((path) => `Rebuilt: ${path}`),
        ...(resolved.length + rebuilt.length === 0
          ? ["Nothing to do: every generated file is up to date."]
          : []),
        ...ahead.map((sentence) => `No migration makes this: ${sentence}`),
      ].join("\n"),
    );
    if (ahead.length > 0) output.say("The entities are ahead: pnpm --filter db migration:create");
    output.say(
      "Next: `pitstop migrate` applies the other branch's migrations, `pitstop check` checks everything.",
    );
  });
}
