import { isAbsolute, relative } from "node:path";
import { applyRetention, type Backup, backUp } from "../backup/index.ts";
import { MigratorError } from "../errors.ts";
import type { StepResult } from "../pipeline.ts";
import type { OnProgress } from "../progress.ts";
import type { Reporter } from "../report/reporter.ts";
import { count, size } from "../report/words.ts";
import type { MigratorSettings } from "../settings.ts";

/** The step of a run: what a person calls a backup, in the report. */
export async function backUpStep(
  url: string,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StepResult<Backup>> {
  const backup = await makeBackup(url, settings, (progress) => reporter.progress(progress));
  const bytes = backup.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    summary: `${shownPath(backup.folder)}, ${size(bytes)} in ${count(backup.manifest.files.length, "file")}`,
    value: backup,
  };
}

/** Backs the database up as the settings say, and lets go of backups that are older than anybody wants. */
export async function makeBackup(
  url: string,
  settings: MigratorSettings,
  onProgress: OnProgress,
): Promise<Backup> {
  const { backupFolder, embeddedFolder, backupCommand, migrationsTable } = settings;
  const backup = await backUp({
    url,
    folder: backupFolder,
    ...(embeddedFolder && { embeddedFolder }),
    ...(backupCommand && { command: backupCommand }),
    ...(migrationsTable && { migrationsTable }),
    onProgress,
  });
  await applyRetention(backup, { keep: settings.keepBackups, keepDays: settings.keepBackupsDays });
  return backup;
}

/** Throws MigratorError BACKUP_LEFT_OUT where a production database would be migrated without a backup by mistake. */
export function refuseToForgetBackup({ without, isProduction, isSureWithoutBackup }: MigratorSettings): void {
  if (!without.includes("backup") || !isProduction || isSureWithoutBackup) return;
  throw new MigratorError(
    "BACKUP_LEFT_OUT",
    "This is production, and the backup was left out.",
    "Add --yes-without-backup if you can restore it another way, or drop `--without backup`.",
  );
}

/** From where the person stands, if it lies below. pnpm runs scripts elsewhere, and says where that was. */
function shownPath(path: string): string {
  const shown = relative(process.env.INIT_CWD ?? process.cwd(), path);
  return shown.startsWith("..") || isAbsolute(shown) ? path : shown;
}
