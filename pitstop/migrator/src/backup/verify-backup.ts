import { lstatSync } from "node:fs";
import { join } from "node:path";
import { MigratorError } from "../errors.ts";
import type { OnProgress } from "../progress.ts";
import { checksumOf, filesBelow } from "./checksums.ts";
import { altered, type Backup, incomplete, MANIFEST, openBackup, SEAL } from "./manifest.ts";

/**
 * Reads a whole backup and compares it with its manifest: one altered byte in any file, a missing file and one too many
 * are found. Throws MigratorError BACKUP_ALTERED and BACKUP_INCOMPLETE, with the name of the file.
 */
export async function verifyBackup(folder: string, onProgress?: OnProgress): Promise<Backup> {
  const backup = openBackup(folder);
  const { files } = backup.manifest;
  const present = new Set(filesBelow(folder));
  for (const { path } of files) if (!present.delete(path)) throw incomplete(folder, path);
  for (const path of present) if (path !== MANIFEST && path !== SEAL) throw unknown(folder, path);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { path, bytes, sha256 } of files) {
    const stat = lstatSync(join(folder, path));
    if (!stat.isFile() || stat.size !== bytes) throw altered(folder, path);
    const found = await checksumOf(folder, path, (more) => {
      done += more;
      onProgress?.({ task: "Checking the backup", done, total, unit: "bytes" });
    });
    if (found.sha256 !== sha256) throw altered(folder, path);
  }
  return backup;
}

const unknown = (folder: string, file: string): MigratorError =>
  new MigratorError(
    "BACKUP_ALTERED",
    `The backup ${folder} is not what was written: ${file} does not belong to it.`,
    "Move that file away if you know where it comes from, or use another backup.",
  );
