import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MigratorError } from "../errors.ts";
import type { OnProgress } from "../progress.ts";
import { listBackups } from "./list-backups.ts";
import { verifyBackup } from "./verify-backup.ts";

/** A folder among the backups that is not what was written there. */
export interface DamagedBackup {
  readonly id: string;
  readonly error: MigratorError;
}

/** Reads every backup in a folder in full, and gives those that are altered or not whole; none when all agree. */
export async function checkBackups(folder: string, onProgress?: OnProgress): Promise<DamagedBackup[]> {
  const damaged: DamagedBackup[] = [];
  for (const id of foldersIn(folder)) {
    try {
      await verifyBackup(join(folder, id), onProgress);
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      damaged.push({ id, error });
    }
  }
  return damaged;
}

/** Also those whose manifest cannot be trusted, which no list shows. */
function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const listed = new Set(listBackups(folder).map(({ id }) => id));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => listed.has(entry.name) || (entry.isDirectory() && !entry.name.startsWith(".")))
    .map(({ name }) => name)
    .sort()
    .reverse();
}
