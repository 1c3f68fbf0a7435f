import { join } from "node:path";
import { journalFile } from "./history-folder.ts";
import { readText, writeText } from "./write-file.ts";

/** What a command is about to do, on the disk before it does it: whoever finds it puts everything back. */
export interface Journal {
  readonly operation: string;
  readonly edits: readonly JournalEdit[];
  /** The names of the migrations that there were; newer ones belong to this command. */
  readonly migrations: readonly string[];
  /** The snapshot of the entities as it was. */
  readonly snapshot: string | null;
}

export interface JournalEdit {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function openJournal(root: string, journal: Journal): void {
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
