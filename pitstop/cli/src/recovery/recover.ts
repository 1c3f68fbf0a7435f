import { continueOperation, takeBack } from "../apply/apply-plan.ts";
import { type Journal, leftJournal, writeJournal } from "../apply/journal.ts";
import { CliError, exitCodes } from "../errors.ts";
import type { During } from "../output/during.ts";
import { finishUndo, redo } from "../undo/undo.ts";
import { interrupted } from "./sentence.ts";

/** Which way an interrupted command is brought to an end. */
export type Way = "forward" | "back";

/** The way that a command takes by itself: an undo that was seen to compile goes on, everything else goes back. */
export const defaultWay = (journal: Journal): Way =>
  journal.kind === "undo" && journal.isChecked ? "forward" : "back";

/**
 * Brings an interrupted command to an end. Where that fails, the journal says so, and no command tries again by itself.
 * Throws CliError RECOVERY_FAILED. The caller holds the lock of the workspace.
 */
export async function recover(root: string, journal: Journal, way: Way, during: During): Promise<void> {
  try {
    await (way === "forward" ? goForward(root, journal, during) : goBack(root, journal));
  } catch (error) {
    const left = leftJournal(root);
    if (left === undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    writeJournal(root, { ...left, failure: reason });
    throw new CliError(
      "RECOVERY_FAILED",
      `${interrupted(journal)}, and going ${way} failed:\n${reason}`,
      `pitstop recover shows both ways. The other one is pitstop recover --${way === "forward" ? "back" : "forward"}.`,
      { exitCode: exitCodes.failed, cause: error },
    );
  }
}

const goForward = async (root: string, journal: Journal, during: During): Promise<unknown> =>
  journal.kind === "undo" ? finishUndo(root, journal, during) : continueOperation(root, journal, during);

const goBack = (root: string, journal: Journal): Promise<void> =>
  journal.kind === "undo" ? redo(root, journal) : takeBack(root, journal);
