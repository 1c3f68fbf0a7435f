import type { OnProgress } from "../progress.ts";
import { explained } from "./failure.ts";
import type { Backup } from "./manifest.ts";
import { restoreDatabase } from "./restore-database.ts";
import { restoreEmbedded } from "./restore-embedded.ts";
import { targetFor } from "./restore-target.ts";
import { verifyBackup } from "./verify-backup.ts";

export interface RestoreOptions {
  /** The folder of the backup. */
  readonly backup: string;
  /** The address of the database that is replaced; a base backup replaces a whole embedded server instead. */
  readonly url?: string;
  /** The folder of the embedded server, for a base backup; nobody may use that server. */
  readonly embeddedFolder?: string;
  /** How many tables are written at once. */
  readonly jobs?: number;
  readonly onProgress?: OnProgress;
}

export interface Restored {
  readonly backup: Backup;
  /** The database, or for a base backup the folder, that holds what was there before; undefined if nothing was. */
  readonly kept: string | undefined;
}

/**
 * Brings a backup back: checks it, restores it beside what is there, compares the fingerprints, and only then swaps.
 * What was there before is kept. Connections to the database are ended at the swap.
 *
 * Throws MigratorError BACKUP_ALTERED, BACKUP_INCOMPLETE, BACKUP_RESTORE_DIFFERS, BACKUP_RESTORE_RUNS,
 * BACKUP_BY_COMMAND, BACKUP_OF_EMBEDDED, BACKUP_OF_SERVER, POSTGRES_IN_USE, and those of backUp. Nothing is replaced
 * then.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  try {
    const backup = await verifyBackup(options.backup, options.onProgress);
    const target = targetFor(backup, options);
    const kept =
      "folder" in target
        ? await restoreEmbedded(backup, target.folder)
        : await restoreDatabase(backup, { ...options, url: target.url });
    return { backup, kept };
  } catch (error) {
    throw explained(error, "restore");
  }
}
