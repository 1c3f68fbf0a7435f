import { leftJournal } from "../apply/journal.ts";
import { withWorkspaceLock } from "../apply/workspace-lock.ts";
import type { Context } from "../command-line/context.ts";
import { CommandEnd, exitCodes } from "../errors.ts";
import { recover, type Way } from "./recover.ts";
import { interrupted } from "./sentence.ts";
import { waysOf } from "./ways.ts";

/** Shows both ways to end what was interrupted, or goes one. Ends with exit 1 where something is left to decide. */
export async function recoverCommand({ root, output }: Context, way: Way | undefined): Promise<void> {
  await withWorkspaceLock(root, async () => {
    const journal = leftJournal(root);
    if (!journal) return output.answer({ interrupted: null }, "Nothing was interrupted.");
    const ways = waysOf(journal);
    if (way === undefined) {
      const { operation, failure = null } = journal;
      output.answer(
        { interrupted: { kind: journal.kind, operation, failure, ...ways } },
        [
          `${interrupted(journal)}.`,
          ...(failure === null ? [] : [`Ending it failed: ${failure}`]),
          "pitstop recover --forward",
          ...ways.forward.map((line) => `  ${line}`),
          "pitstop recover --back",
          ...ways.back.map((line) => `  ${line}`),
        ].join("\n"),
      );
      throw new CommandEnd(exitCodes.failed);
    }
    for (const line of ways[way]) output.say(`- ${line}`);
    await recover(root, journal, way, output.during);
    output.answer(
      { recovered: { kind: journal.kind, operation: journal.operation, way } },
      way === "forward" ? "Finished." : "Everything is as it was before it.",
    );
  });
}
