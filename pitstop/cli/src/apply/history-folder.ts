import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dataFolderOf } from "@pitstop/database/development";

/** Where the tool keeps what it did to a workspace; git ignores it. */
export function historyFolder(root: string): string {
  const folder = dataFolderOf({ root });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const journalFile = (root: string): string => join(historyFolder(root), "journal.json");

export function operationsFolder(root: string): string {
  const folder = join(historyFolder(root), "operations");
  mkdirSync(folder, { recursive: true });
  return folder;
}
