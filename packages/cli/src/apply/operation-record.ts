import { readdirSync } from "node:fs";
import { join } from "node:path";
import { operationsFolder } from "./history-folder.ts";
import type { JournalEdit, OperationJournal } from "./journal.ts";
import { migrationPath } from "./migrations.ts";
import { readText, writeText } from "./write-file.ts";

/** An operation that was done, with all that it takes to take it back. */
export interface OperationRecord {
  readonly operation: string;
  /** ISO 8601. */
  readonly doneAt: string;
  readonly edits: readonly JournalEdit[];
  /** The names of the migrations that there were before. */
  readonly migrationsBefore: readonly string[];
  /** The migrations of this operation, with their text. */
  readonly migrations: readonly { readonly name: string; readonly text: string }[];
  /** The generated files, as they were and as they became. */
  readonly generated: readonly JournalEdit[];
}

/** Keeps what was done for `undo`. */
export function recordOperation(
  root: string,
  journal: OperationJournal,
  migrations: readonly string[],
): void {
  const added = migrations.filter((name) => !journal.migrations.includes(name));
  const record: OperationRecord = {
    operation: journal.operation,
    doneAt: new Date().toISOString(),
    edits: journal.edits,
    migrationsBefore: journal.migrations,
    migrations: added.map((name) => ({ name, text: readText(join(root, migrationPath(name))) ?? "" })),
    generated: journal.generated.map(({ path, text }) => ({
      path,
      before: text,
      after: readText(join(root, path)),
    })),
  };
  const number = String(recordFiles(root).length + 1).padStart(6, "0");
  writeText(join(operationsFolder(root), `${number}.json`), JSON.stringify(record));
}

/** The last operation that was done and not taken back. */
export function lastOperation(root: string): { record: OperationRecord; file: string } | undefined {
  const file = recordFiles(root).at(-1);
  if (file === undefined) return undefined;
  const path = join(operationsFolder(root), file);
  return { record: JSON.parse(readText(path) ?? "") as OperationRecord, file: path }; // we wrote it, at once
}

const recordFiles = (root: string): string[] =>
  readdirSync(operationsFolder(root))
    .filter((name) => /^\d+\.json$/.test(name))
    .sort();
