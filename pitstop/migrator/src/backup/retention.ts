import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { listBackups } from "./list-backups.ts";
import type { Backup } from "./manifest.ts";
import { removeFolder } from "./owned-folder.ts";
import { originOf } from "./server-identity.ts";

export interface Retention {
  /** Backups of a database beyond this number are removed, the oldest first. */
  readonly keep: number;
  /** Backups older than this many days are removed. */
  readonly keepDays: number;
}

const DAY = 86_400_000;

/**
 * Removes the backups of a database that nobody wants any more once a new one is `made`, and gives those that it removed.
 * What was just made stays, the newest whole one stays, and so does everything of another database or server.
 *
 * Time is what the database said when it made the new one, and it is not believed by itself: what comes from more than
 * a day after it is the oldest, and age removes nothing until another whole backup was made within the days. So one
 * wrong clock costs no backup.
 */
export async function applyRetention(made: Backup, { keep, keepDays }: Retention): Promise<Backup[]> {
  const folder = dirname(made.folder);
  const backups = listBackups(folder).filter(
    ({ manifest }) => originOf(manifest) === originOf(made.manifest),
  );
  const ageOf = ({ manifest }: Backup) =>
    Date.parse(made.manifest.createdAt) - Date.parse(manifest.createdAt);
  const isFuture = (backup: Backup) => ageOf(backup) < -DAY;
  const ordered = [...backups.filter((backup) => !isFuture(backup)), ...backups.filter(isFuture)];
  const isOld = (backup: Backup) => ageOf(backup) > keepDays * DAY;
  const newest = ordered.find(hasItsFiles);
  const isClockBelieved = ordered.some(
    (backup) => backup.id !== made.id && !isFuture(backup) && !isOld(backup) && hasItsFiles(backup),
  );
  const removed = ordered.filter(
    (backup, index) =>
      backup.id !== made.id && backup !== newest && (index >= keep || (isClockBelieved && isOld(backup))),
  );
  for (const backup of removed) await removeFolder(folder, backup.id);
  return removed;
}

/** A look at the sizes alone: reading them all would take minutes. */
const hasItsFiles = ({ folder, manifest }: Backup): boolean =>
  manifest.files.every(({ path, bytes }) => {
    const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
    return stat?.isFile() && stat.size === bytes;
  });
