import { existsSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { MigratorError } from "../errors.ts";
import { listBackups } from "./list-backups.ts";
import { type Backup, openBackup } from "./manifest.ts";

/**
 * The backup that a person names: by its name in the folder of the backups, or by the whole path of its own folder.
 * Throws MigratorError BACKUP_UNKNOWN and what openBackup throws.
 */
export function findBackup(folder: string, name: string): Backup {
  const path = isAbsolute(name) ? name : join(folder, basename(name));
  if (name !== "" && existsSync(path)) return openBackup(path);
  const known = listBackups(folder).map(({ id }) => id);
  throw new MigratorError(
    "BACKUP_UNKNOWN",
    `There is no backup "${name}" in ${folder}.`,
    known.length === 0 ? "No backup was made there yet." : `The backups are: ${known.join(", ")}.`,
  );
}
