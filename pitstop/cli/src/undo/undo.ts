import { join } from "node:path";
import { bothOf } from "../apply/checklist.ts";
import { withDevelopmentDatabase } from "../apply/development-database.ts";
import { isContractEdited, restoreGenerated, writeContract } from "../apply/generated-files.ts";
import {
  closeJournal,
  leftJournal,
  restoreFiles,
  type UndoJournal,
  writeFiles,
  writeJournal,
} from "../apply/journal.ts";
import { applyMigrations, migrationNames, migrationPath, revertMigrations } from "../apply/migrations.ts";
import { lastOperation, type OperationRecord, pathsOf, readRecord } from "../apply/operation-record.ts";
import { reversed, turnsOf } from "../apply/running-application.ts";
import { surroundingsOf } from "../apply/surroundings.ts";
import { typeCheck } from "../apply/type-check.ts";
import { readText, writeText } from "../apply/write-file.ts";
import { putBack, RefusedError } from "../errors.ts";
import type { During } from "../output/during.ts";
import { type Fill, fillEmptyRows } from "./empty-rows.ts";
import { inverseEdit } from "./inverse-edit.ts";

/**
 * Takes the last operation back: its files, its migrations, the development database. What people wrote elsewhere in
 * these files since stays. `fills` gives values to rows that have none in a column that is required again.
 *
 * Throws RefusedError NOTHING_TO_UNDO, UNDO_EDITED, UNDO_LATER_MIGRATIONS and UNDO_EMPTY_ROWS before anything is written;
 * whatever else fails leaves everything as it was. The caller holds the lock of the workspace.
 */
export async function undoLast(root: string, fills: readonly Fill[], during: During): Promise<string> {
  const last = lastOperation(root);
  if (!last) {
    throw new RefusedError(
      "NOTHING_TO_UNDO",
      "There is no operation to undo.",
      "`pitstop status` shows the last operation.",
    );
  }
  const { record, file } = last;
  refuseLaterMigrations(root, record);
  const journal: UndoJournal = {
    kind: "undo",
    operation: record.operation,
    edits: record.edits.map((edit) => inverseEdit(root, edit)),
    migrations: record.migrationsBefore,
    removed: record.migrations.map(({ name }) => name),
    generated: record.generated.map(({ path, before }) => ({ path, text: before })),
    isContractEdited: isContractEdited(root, record.generated),
    record: file,
    isChecked: false,
  };
  const undo = async () => {
    await fillEmptyRows(root, record, fills);
    await allOrNothing(root, journal, isAsBefore(root, record), during);
  };
  await (record.migrations.length > 0 ? withDevelopmentDatabase(root, undo) : undo());
  return record.operation;
}

/** Whether nobody has touched code since: then it becomes what it was, byte for byte, and there is nothing to compile. */
const isAsBefore = (root: string, record: OperationRecord): boolean =>
  record.edits.every(({ path, after }) => readText(join(root, path)) === after) &&
  record.surroundings === surroundingsOf(root, pathsOf(record));

async function allOrNothing(
  root: string,
  journal: UndoJournal,
  isKnown: boolean,
  during: During,
): Promise<void> {
  writeJournal(root, journal);
  try {
    await takeBackFiles(root, journal, isKnown, during);
  } catch (error) {
    const left = leftJournal(root);
    if (left?.kind === "undo") await redo(root, left);
    throw putBack(error);
  }
  await removeTraces(root, journal);
}

/** Files and database, in the order in which a running application fails no request. */
async function takeBackFiles(
  root: string,
  journal: UndoJournal,
  isKnown: boolean,
  during: During,
): Promise<void> {
  const turn = turnsOf(root, reversed(readRecord(journal.record)?.order ?? "database first"));
  writeFiles(root, journal.edits);
  const compiling = isKnown ? Promise.resolve() : during("type check", () => typeCheck(root));
  const approved = compiling.then(() => {
    writeJournal(root, { ...journal, isChecked: true });
    return turn.begin();
  });
  try {
    await bothOf(compiling, revertMigrations(root, journal.removed, { approved }));
    await turn.end();
  } finally {
    await turn.release();
  }
}

/** Finishes an undo. Done again after a kill at any moment, it leads to the same. Throws what checking it throws. */
export async function finishUndo(root: string, journal: UndoJournal, during: During): Promise<void> {
  await takeBackFiles(root, journal, false, during);
  await removeTraces(root, journal);
}

async function removeTraces(root: string, journal: UndoJournal): Promise<void> {
  for (const name of journal.removed) writeText(join(root, migrationPath(name)), null);
  restoreGenerated(root, journal.generated);
  if (journal.isContractEdited) await writeContract(root);
  writeText(journal.record, null);
  closeJournal(root);
}

/** Gives an undo up: files, migrations and database are again as the operation left them. */
export async function redo(root: string, journal: UndoJournal): Promise<void> {
  restoreFiles(root, journal.edits);
  const record = readRecord(journal.record);
  if (journal.isChecked && record !== undefined) {
    for (const { name, text } of record.migrations) writeText(join(root, migrationPath(name)), text);
    for (const { path, after } of record.generated) writeText(join(root, path), after);
    if (record.migrations.length > 0)
      await applyMigrations(root, { approved: Promise.resolve(), without: ["rehearsal"] });
  }
  closeJournal(root);
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
    `${record.operation} can't be undone: ${reason}.`,
    "Nothing was written. Run the opposite operation instead.",
  );
}
