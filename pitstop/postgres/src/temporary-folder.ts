import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endServersIn } from "./orphans.ts";

export interface TemporaryFolder {
  readonly path: string;
  /** Removes it, and ends the servers that still run on data in it: those of a test that failed, or killed its processes. */
  remove(): void;
}

/** A folder for one run; others may pass through it, because the server may run under another account. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "pitstop-"));
  chmodSync(path, 0o755);
  return { path, remove: () => removeWithServers(path) };
}

export function removeWithServers(path: string): void {
  if (!existsSync(path)) return;
  endServersIn(path);
  rmSync(path, { recursive: true, force: true, maxRetries: 20 });
}
