import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { listBackups } from "./list-backups.ts";
import type { Backup } from "./manifest.ts";
import { removeFolder } from "./owned-folder.ts";

export interface Retention {
  /** Backups of a database beyond this number are removed, the oldest first. */
  readonly keep: number;
  /** Backups older than this many days are removed. */
  readonly keepDays: number;
}

const DAY = 86_400_000;

/**
 * Removes the backups that nobody wants any more and gives those that it removed. The newest whole one of each database
 * always stays, and so does every folder that is no backup of ours.
 */
export async function applyRetention(folder: string, { keep, keepDays }: Retention): Promise<Backup[]> {
  const byDatabase = Map.groupBy(listBackups(folder), ({ manifest }) => manifest.database);
  const removed = [...byDatabase.values()].flatMap((backups) => {
    const newest = backups.find(hasItsFiles);
    return backups.filter(
      (backup, index) => backup !== newest && (index >= keep || ageOf(backup) > keepDays * DAY),
    );
  });
  for (const backup of removed) await removeFolder(dirname(backup.folder), backup.id);
  return removed;
}

const ageOf = ({ manifest }: Backup): number => Date.now() - Date.parse(manifest.createdAt);

/** A look at the sizes alone: reading them all would take minutes. */
const hasItsFiles = ({ folder, manifest }: Backup): boolean =>
  manifest.files.every(
    ({ path, bytes }) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === bytes,
  );
