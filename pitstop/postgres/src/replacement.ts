import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home.ts";

/** A complete server that waits to take the place of the one here. That the folder is there decides that it will. */
export const replacementOf = (home: Home): string => join(home.folder, "replacement");

/**
 * Puts a waiting replacement in its place and gives the folder where the data before it is kept. Whoever starts the
 * server next does this too: each line may be the last one that a killed process ran.
 */
export function finishReplacement(home: Home): string | undefined {
  const replacement = replacementOf(home);
  if (!existsSync(replacement)) return undefined;
  let kept: string | undefined;
  const password = join(replacement, "password");
  if (existsSync(password)) renameSync(password, home.password);
  const data = join(replacement, "data");
  if (existsSync(data)) {
    if (existsSync(home.data)) {
      kept = join(home.folder, `data-before-restore-${new Date().toISOString().replaceAll(/\D/g, "")}`);
      renameSync(home.data, kept);
    }
    renameSync(data, home.data);
  }
  rmSync(replacement, { recursive: true, force: true });
  return kept;
}
