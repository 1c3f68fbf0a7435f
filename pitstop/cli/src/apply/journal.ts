import { join } from "node:path";
import type { Plan } from "../plan.ts";
import { journalFile } from "./history-folder.ts";
import { readText, writeText } from "./write-file.ts";

/** What a command is about to do, on the disk before it does it: whoever finds it brings it to an end. */
export type Journal = OperationJournal | UndoJournal;

interface Begun {
  /** Why bringing it to an end failed: from then on a person decides, by `pitstop recover`. */
  readonly failure?: string;
}

/** An operation that was begun: by default everything is put back. */
export interface OperationJournal extends Begun {
  readonly kind: "operation";
  readonly operation: string;
  readonly edits: readonly JournalEdit[];
  /** The names of the migrations that there were; newer ones belong to this operation. */
  readonly migrations: readonly string[];
  /** The generated files as they were. */
  readonly generated: readonly GeneratedFile[];
  /** Whether the development database may have seen the new migrations. */
  readonly isApplying: boolean;
  /** What finishing it takes. */
  readonly rest: Rest;
  /** Where a person keeps an unfinished change: the files that the compiler named, as they were. */
  readonly kept?: readonly GeneratedFile[];
}

/** What is left of a plan once its files are written. */
export interface Rest extends Pick<Plan, "schema" | "migrations" | "order" | "domains"> {
  readonly layers: Readonly<Record<string, Plan["edits"][number]["layer"]>>;
  readonly isApplied: boolean;
  readonly without: readonly string[];
}

/** An operation that is being taken back. */
export interface UndoJournal extends Begun {
  readonly kind: "undo";
  readonly operation: string;
  readonly edits: readonly JournalEdit[];
  /** The migrations that stay. */
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

/** The text of a file; null where there is none. */
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

/** The journal of a command that was killed, or of a change that was kept; undefined when there is none. */
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

/** Writes the files of a journal as they shall be. */
export function writeFiles(root: string, edits: readonly JournalEdit[]): void {
  for (const { path, after } of edits) writeText(join(root, path), after);
}
