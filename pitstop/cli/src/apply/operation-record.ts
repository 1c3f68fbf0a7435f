import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Order } from "../plan.ts";
import { operationsFolder } from "./history-folder.ts";
import type { JournalEdit, OperationJournal } from "./journal.ts";
import { migrationPath } from "./migrations.ts";
import { surroundingsOf } from "./surroundings.ts";
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
  readonly order: Order;
  /** The digest of all code beside it. */
  readonly surroundings: string;
}

/** Every file that an operation wrote. */
export const pathsOf = ({
  edits,
  generated,
  migrations,
}: Pick<OperationRecord, "edits" | "generated" | "migrations">): string[] => [
  ...[...edits, ...generated].map(({ path }) => path),
  ...migrations.map(({ name }) => migrationPath(name)),
];

/** Keeps what was done for `undo`. */
export function recordOperation(
  root: string,
  journal: OperationJournal,
  migrations: readonly string[],
): void {
  const added = migrations.filter((name) => !journal.migrations.includes(name));
  const done = {
    operation: journal.operation,
    doneAt: new Date().toISOString(),
    order: journal.rest.order,
    edits: editsNow(root, journal),
    migrationsBefore: journal.migrations,
    migrations: added.map((name) => ({ name, text: readText(join(root, migrationPath(name))) ?? "" })),
    generated: journal.generated.map(({ path, text }) => ({
      path,
      before: text,
      after: readText(join(root, path)),
    })),
  };
  const record: OperationRecord = { ...done, surroundings: surroundingsOf(root, pathsOf(done)) };
  const number = String(recordFiles(root).length + 1).padStart(6, "0");
  writeText(join(operationsFolder(root), `${number}.json`), JSON.stringify(record));
}

/** The edits as they ended: where a person finished the change, with what that person wrote. */
function editsNow(root: string, { edits, kept = [] }: OperationJournal): JournalEdit[] {
  const all = [...edits, ...kept.map(({ path, text }) => ({ path, before: text }))];
  return all
    .map(({ path, before }) => ({ path, before, after: readText(join(root, path)) }))
    .filter(({ before, after }) => before !== after);
}

/** The last operation that was done and not taken back. */
export function lastOperation(root: string): { record: OperationRecord; file: string } | undefined {
  const file = recordFiles(root).at(-1);
  if (file === undefined) return undefined;
  const path = join(operationsFolder(root), file);
  const record = readRecord(path);
  return record && { record, file: path };
}

/** An operation from the file that remembers it; undefined where that is gone. */
export function readRecord(path: string): OperationRecord | undefined {
  const text = readText(path);
  return text === null ? undefined : (JSON.parse(text) as OperationRecord); // we wrote it, at once
}

const recordFiles = (root: string): string[] =>
  readdirSync(operationsFolder(root))
    .filter((name) => /^\d+\.json$/.test(name))
    .sort();
