import { accessSync, constants, statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Backup } from "./manifest.ts";

/** Linux keeps what is written here in memory; containers often have a small one. */
export const MEMORY = "/dev/shm";

/** How much larger a server is than its archive, about. */
const UNPACKED = 10;

/** How much larger it becomes: a rehearsal may write its tables again three times, and their log with them. */
const GROWTH = 4;

/**
 * The folder that the server of a shadow is made in: beside its backup, or in memory up to a size in bytes. Its thousand
 * small files take most of the time of a small database's rehearsal, and a shadow keeps none of them.
 */
export function shadowPlace({ folder, manifest }: Backup, memoryLimit: number): string {
  const archive = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const size = Math.max(manifest.databaseBytes, archive * UNPACKED);
  const isThere = folder.startsWith(`${MEMORY}/`);
  return !isThere && size <= memoryLimit && hasRoom(size * GROWTH) ? MEMORY : dirname(folder);
}

function hasRoom(bytes: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= bytes;
  } catch {
    return false; // not there, or not ours to write to
  }
}
