import { type Backup, isOnEmbeddedServer, openSample, openShadow, type Shadow } from "../backup/index.ts";
import type { Reporter } from "../report/reporter.ts";
import { reduceToSample, type SampleSize } from "../sample/index.ts";
import type { MigratorSettings } from "../settings.ts";

export interface RehearsalShadow extends Shadow {
  /** What of the rows it has; undefined where it has all of them. */
  readonly size?: SampleSize;
}

export interface ShadowSource {
  readonly url: string;
  readonly backup: Backup | undefined;
  readonly migrationsTable: string;
  /** Told of a copy that could not be removed at the end, and why. */
  readonly onLeft?: (what: string, error: unknown) => void;
}

/** Whether the shadow is filled from the database itself: a sample of a server's database needs no backup. */
export const needsNoBackup = async (
  { sample, embeddedFolder }: MigratorSettings,
  url: string,
): Promise<boolean> => sample !== undefined && !(await isOnEmbeddedServer(embeddedFolder, url));

/**
 * Opens the copy that a rehearsal runs on: the backup, put back, which proves that it can be, or a sample of the
 * database. Without either there is none, and nobody may ask for it.
 */
export async function openRehearsalShadow(
  { url, backup, migrationsTable, onLeft }: ShadowSource,
  settings: MigratorSettings,
  reporter: Reporter,
): Promise<RehearsalShadow> {
  const onProgress: Reporter["progress"] = (progress) => reporter.progress(progress);
  const options = { url, ...(settings.shadowUrl && { shadowUrl: settings.shadowUrl }), onProgress, onLeft };
  const sample = settings.sample && { rows: settings.sample, migrationsTable, onProgress };
  if (sample && (await needsNoBackup(settings, url))) return openSample({ ...options, ...sample });
  if (!backup) throw new Error("A rehearsal on everything needs a backup.");
  const shadow = await openShadow(backup, { ...options, memoryLimit: settings.shadowMemory * 1_000_000 });
  if (!sample) return shadow;
  try {
    return { ...shadow, size: await reduceToSample(url, shadow.url, sample) };
  } catch (error) {
    await shadow.remove();
    throw error;
  }
}
