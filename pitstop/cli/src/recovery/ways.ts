import type { Journal, OperationJournal, UndoJournal } from "../apply/journal.ts";
import type { Way } from "./recover.ts";

/** What each way would do, in lines for people. */
export const waysOf = (journal: Journal): Readonly<Record<Way, readonly string[]>> =>
  journal.kind === "undo" ? waysOfUndo(journal) : waysOfOperation(journal);

function waysOfOperation({ edits, isApplying, rest }: OperationJournal): Record<Way, string[]> {
  return {
    forward: [
      `writes ${files(edits.length)} as the operation changes them, and type-checks the workspace`,
      ...(rest.schema === "none" ? [] : ["writes the migrations that are missing"]),
      ...(rest.isApplied && rest.schema !== "none" ? ["applies them to the development database"] : []),
      rest.without.includes("tests") ? "leaves the tests out, as requested" : "runs the tests of the domains",
    ],
    back: [
      ...(isApplying ? ["rolls the operation's migrations back on the development database"] : []),
      ...(rest.schema === "none" ? [] : ["removes the operation's migrations"]),
      `puts ${files(edits.length)} back as they were`,
    ],
  };
}

function waysOfUndo({ edits, removed, isChecked }: UndoJournal): Record<Way, string[]> {
  const migrations = removed.length > 0;
  return {
    forward: [
      `puts ${files(edits.length)} back as they were before the operation, and type-checks the workspace`,
      ...(migrations ? [`rolls back and removes ${removed.join(", ")}`] : []),
    ],
    back: [
      `writes ${files(edits.length)} as the operation left them`,
      ...(migrations && isChecked ? [`applies ${removed.join(", ")} again where they were rolled back`] : []),
    ],
  };
}

const files = (count: number): string => `${count} ${count === 1 ? "file" : "files"}`;
