import { applyRetention, type Backup, backUp } from "../backup/index.ts";
import { MigratorError } from "../errors.ts";
import type { Reporter } from "../report/reporter.ts";
import { count, size } from "../report/words.ts";
import type { MigratorSettings } from "../settings.ts";
import type { StepResult } from "../walk.ts";

/** Backs the database up, and lets go of backups that are older than anybody wants. */
export async function backUpStep(
  url: string,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StepResult<Backup>> {
  const { backupFolder, embeddedFolder, backupCommand } = settings;
  const backup = await backUp({
    url,
    folder: backupFolder,
    ...(embeddedFolder && { embeddedFolder }),
    ...(backupCommand && { command: backupCommand }),
    onProgress: (progress) => reporter.progress(progress),
  });
  await applyRetention(backupFolder, { keep: settings.keepBackups, keepDays: settings.keepBackupsDays });
  const bytes = backup.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    summary: `${backup.folder}, ${size(bytes)} in ${count(backup.manifest.files.length, "file")}`,
    value: backup,
  };
}

/** Throws MigratorError BACKUP_LEFT_OUT where a production database would be migrated without a backup by mistake. */
export function refuseToForgetBackup({ without, isProduction, isSureWithoutBackup }: MigratorSettings): void {
  if (!without.includes("backup") || !isProduction || isSureWithoutBackup) return;
  throw new MigratorError(
    "BACKUP_LEFT_OUT",
    "This is production, and the backup was left out.",
    "Add --yes-without-backup if there is another way back, or leave --without backup away.",
  );
}
