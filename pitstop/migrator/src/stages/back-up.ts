import { isAbsolute, relative } from "node:path";
import { applyRetention, type Backup, backUp as writeBackup } from "../backup/index.ts";
import { MigratorError } from "../errors.ts";
import type { StageResult } from "../pipeline.ts";
import type { OnProgress } from "../progress.ts";
import { needsNoBackup } from "../rehearse/rehearsal-shadow.ts";
import type { Reporter } from "../report/reporter.ts";
import { count, size } from "../report/words.ts";
import type { MigratorSettings } from "../settings.ts";
import { EMPTY, type Run, type Stage } from "./stage.ts";

/** Makes the backup, unless an earlier stage needed it already, and notes it in the history and in the report. */
export const backUp: Stage = async (run) => {
  run.backup ??= backedUp(run);
  await run.backup;
};

async function backedUp({
  pipeline,
  record,
  url,
  settings,
  reporter,
  isEmpty,
  isRehearsal,
}: Run): Promise<Backup | undefined> {
  const hasOther = isRehearsal && (await needsNoBackup(settings, url));
  const reason = isEmpty ? EMPTY : "nothing is applied, and a sample is read from the database itself";
  if (isEmpty || hasOther) {
    pipeline.notNeeded("backup", reason);
    return undefined;
  }
  const backup = await pipeline.optionalStage("backup", () => reported(url, settings, reporter));
  if (!backup) return undefined;
  await record.noteBackup(backup.id);
  pipeline.note({ backup: backup.folder, restore: `${settings.restoreCommand} ${backup.id}` });
  return backup;
}

async function reported(
  url: string,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<StageResult<Backup>> {
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
  const backup = await writeBackup({
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
    "Make a backup. If you can restore the database another way, set PITSTOP_YES_WITHOUT_BACKUP=yes or pass --yes-without-backup.",
  );
}

/** From where the person stands, if it lies below. pnpm runs scripts elsewhere, and says where that was. */
function shownPath(path: string): string {
  const shown = relative(process.env.INIT_CWD ?? process.cwd(), path);
  return shown.startsWith("..") || isAbsolute(shown) ? path : shown;
}
