import { join } from "node:path";
import { journalFile } from "./history-folder.ts";
import { readText, writeText } from "./write-file.ts";

/** What a command is about to do, on the disk before it does it: whoever finds it brings it to an end. */
export type Journal = OperationJournal | UndoJournal;

/** An operation that was begun: everything is put back. */
export interface OperationJournal {
  readonly kind: "operation";
  readonly operation: string;
  readonly edits: readonly JournalEdit[];
  /** The names of the migrations that there were; newer ones belong to this operation. */
  readonly migrations: readonly string[];
  /** The generated files as they were. */
  readonly generated: readonly GeneratedFile[];
  /** Whether the development database may have seen the new migrations. */
  readonly isApplying: boolean;
}

/** An operation that is being taken back. */
export interface UndoJournal {
  readonly kind: "undo";
  readonly operation: string;
  readonly edits: readonly JournalEdit[];
  /** The migrations that stay; the database goes back to the last of them. */
  readonly migrations: readonly string[];
  /** The migrations that go, once the database went back. */
  readonly removed: readonly string[];
  /** The generated files as they shall be. */
  readonly generated: readonly GeneratedFile[];
  /** Whether the contract has to be read from the routers instead, because it was edited since. */
  readonly isContractEdited: boolean;
  /** The file that remembers the operation; it goes last. */
  readonly record: string;
  /** Whether the files as they shall be were seen to compile: from then on it goes forward alone. */
  readonly isChecked: boolean;
}

/** The text of a file that follows from the code; null where there is none. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string | null;
}

export interface JournalEdit {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function writeJournal(root: string, journal: Journal): void {
  writeText(journalFile(root), JSON.stringify(journal));
}

/** The journal of a command that was killed; undefined when none was. */
export function leftJournal(root: string): Journal | undefined {
  const text = readText(journalFile(root));
  return text === null ? undefined : (JSON.parse(text) as Journal); // we wrote it, at once
}

/** What was begun is done, or taken back. */
export function closeJournal(root: string): void {
  writeText(journalFile(root), null);
}

/** Puts the files of a journal back as they were. */
export function restoreFiles(root: string, edits: readonly JournalEdit[]): void {
  for (const { path, before } of edits.toReversed()) writeText(join(root, path), before);
}
