import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";

/** Writes a file that is on the disk when this returns. */
export function writeSynced(file: string, content: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes sure that the file is on the disk, and that its owner alone can read it. */
export async function secureFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes sure that the names in a folder are on the disk. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
