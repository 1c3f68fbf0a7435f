import { join } from "node:path";
import { applyPatch, createTwoFilesPatch } from "diff";
import { isContractEdited, restoreGenerated, writeContract } from "../apply/generated-files.ts";
import {
  closeJournal,
  type JournalEdit,
  restoreFiles,
  type UndoJournal,
  writeJournal,
} from "../apply/journal.ts";
import { migrationNames, migrationPath, revertMigrations } from "../apply/migrations.ts";
import { lastOperation, type OperationRecord } from "../apply/operation-record.ts";
import { typeCheck } from "../apply/type-check.ts";
import { readText, writeText } from "../apply/write-file.ts";
import { putBack, RefusedError } from "../errors.ts";

/**
 * Takes the last operation back: its files, its migrations, the development database. What people wrote elsewhere in
 * these files since stays. Throws RefusedError NOTHING_TO_UNDO, UNDO_EDITED and UNDO_LATER_MIGRATIONS before anything
 * is written, and CliError DOES_NOT_COMPILE with everything as it was. The caller holds the lock of the workspace.
 */
export async function undoLast(root: string): Promise<string> {
  const last = lastOperation(root);
  if (!last) {
    throw new RefusedError(
      "NOTHING_TO_UNDO",
      "No operation is there to take back.",
      "`pitstop status` shows what was done.",
    );
  }
  const { record, file } = last;
  refuseLaterMigrations(root, record);
  const journal: UndoJournal = {
    kind: "undo",
    operation: record.operation,
    edits: record.edits.map((edit) => taken(root, edit)),
    migrations: record.migrationsBefore,
    removed: record.migrations.map(({ name }) => name),
    generated: record.generated.map(({ path, before }) => ({ path, text: before })),
    isContractEdited: isContractEdited(root, record.generated),
    record: file,
    isChecked: false,
  };
  writeJournal(root, journal);
  try {
    for (const { path, after } of journal.edits) writeText(join(root, path), after);
    await typeCheck(root);
  } catch (error) {
    dropUndo(root, journal);
    throw putBack(error);
  }
  writeJournal(root, { ...journal, isChecked: true });
  await finishUndo(root, journal);
  return record.operation;
}

/** Ends an undo that was seen to compile. Done again after a kill at any moment, it leads to the same. */
export async function finishUndo(root: string, journal: UndoJournal): Promise<void> {
  for (const { path, after } of journal.edits) writeText(join(root, path), after);
  await revertMigrations(root, journal.removed, journal.migrations);
  for (const name of journal.removed) writeText(join(root, migrationPath(name)), null);
  restoreGenerated(root, journal.generated);
  if (journal.isContractEdited) await writeContract(root);
  writeText(journal.record, null);
  closeJournal(root);
}

/** Gives an undo up that did nothing yet but edit files. */
export function dropUndo(root: string, journal: UndoJournal): void {
  restoreFiles(root, journal.edits);
  closeJournal(root);
}

/** The edit that takes an edit back, in the file as it is now. */
function taken(root: string, { path, before, after }: JournalEdit): JournalEdit {
  const now = readText(join(root, path));
  if (now === after) return { path, before: now, after: before };
  const patched =
    now === null || after === null
      ? false
      : applyPatch(now, createTwoFilesPatch(path, path, after, before ?? ""), { fuzzFactor: 0 });
  if (patched === false || before === null) {
    throw new RefusedError(
      "UNDO_EDITED",
      `${path} was edited since, at the places that the operation changed.`,
      "Nothing was written. Take your edit back first, or make the opposite operation.",
    );
  }
  return { path, before: now, after: patched };
}

function refuseLaterMigrations(root: string, record: OperationRecord): void {
  const own = record.migrations.map(({ name }) => name);
  const later = migrationNames(root).filter(
    (name) => !record.migrationsBefore.includes(name) && !own.includes(name),
  );
  const edited = record.migrations.find(
    ({ name, text }) => readText(join(root, migrationPath(name))) !== text,
  );
  const reason =
    later.length > 0 ? `${later.join(", ")} came after it` : edited && `${edited.name} was edited since`;
  if (!reason) return;
  throw new RefusedError(
    "UNDO_LATER_MIGRATIONS",
    `${record.operation} cannot be taken back: ${reason}.`,
    "Nothing was written. Make the opposite operation.",
  );
}
