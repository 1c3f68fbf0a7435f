// What a command does when it finds that another one was interrupted.
import { type Journal, leftJournal } from "../apply/journal.ts";
import { isWorkspaceBusy } from "../apply/workspace-lock.ts";
import type { Context } from "../command-line/context.ts";
import { CliError, exitCodes, RefusedError } from "../errors.ts";
import { interrupted } from "./sentence.ts";

type Told = Pick<Context, "root" | "output">;

/**
 * For commands that change the workspace: ends what was interrupted. Throws RefusedError CHANGE_UNFINISHED where a person
 * has to decide, and CliError RECOVERY_FAILED. The caller holds the lock of the workspace.
 */
export async function endInterrupted({ root, output }: Told): Promise<void> {
  const journal = leftJournal(root);
  if (!journal) return;
  if (isKept(journal)) throw unfinished(journal);
  if (journal.failure !== undefined) throw failedBefore(journal, journal.failure);
  const { recover, defaultWay } = await import("./recover.ts");
  const way = defaultWay(journal);
  output.say(`${interrupted(journal)}. ${way === "forward" ? "Finishing it." : "Rolling everything back."}`);
  await recover(root, journal, way, output.during);
}

/**
 * For commands that only read, which answer whatever was interrupted: ends it where that works. Gives a sentence about
 * what is left.
 */
export async function lookFirst({ root, output }: Told): Promise<string | undefined> {
  if (!leftJournal(root)) return undefined;
  if (isWorkspaceBusy(root)) return told(output, "Another command is changing this workspace.");
  try {
    const { withWorkspaceLock } = await import("../apply/workspace-lock.ts");
    await withWorkspaceLock(root, () => endInterrupted({ root, output }));
    return undefined;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return told(output, `${error.message}\n${error.hint}`);
  }
}

function told(output: Told["output"], text: string): string {
  output.say(text);
  return text;
}

/** Whether a person left a change unfinished on purpose. */
export const isKept = (journal: Journal): boolean =>
  journal.kind === "operation" && journal.kept !== undefined;

const unfinished = ({ operation }: Journal): RefusedError =>
  new RefusedError(
    "CHANGE_UNFINISHED",
    `"${operation}" is in the files but not finished.`,
    "`pitstop continue` finishes it, `pitstop undo` reverts it.",
  );

const failedBefore = (journal: Journal, failure: string): CliError =>
  new CliError(
    "RECOVERY_FAILED",
    `${interrupted(journal)}, and ending it failed:\n${failure}`,
    "`pitstop recover` shows both ways to end it.",
    { exitCode: exitCodes.failed },
  );
