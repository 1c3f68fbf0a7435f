import { constants, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { handOver } from "./account.ts";
import { baseBackup, type CopiedFile } from "./base-backup.ts";
import { passwordOf, prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";

/**
 * Copies a server with all that was committed when the copy ended; it may be in use meanwhile. The copy starts as a
 * server of its own, with the same password.
 */
export async function copyPostgres({ from, to }: { from: string; to: string }): Promise<void> {
  const source = prepareHome(from);
  const target = prepareHome(to);
  mkdirSync(target.data, { mode: 0o700 });
  handOver(target.data);
  await withLock(source.lock, async () => {
    for await (const file of baseBackup(source)) place(file, target.data);
  });
  writeFileSync(target.password, passwordOf(source), { mode: 0o600 });
}

function place(copied: CopiedFile, data: string): void {
  const path = join(data, copied.path);
  if (copied.kind === "folder") mkdirSync(path, { mode: 0o700 });
  else if (copied.kind === "text") writeFileSync(path, copied.text, { mode: 0o600 });
  else if (!copy(copied.file, path)) return;
  handOver(path);
}

/** False for a file that was dropped a moment ago; the log says so. */
function copy(from: string, to: string): boolean {
  try {
    // Shares the blocks where the file system can.
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
