import { derivedName } from "@pitstop/migrator/recipes";
import type { Workspace } from "../workspace/workspace.ts";

const MIGRATIONS = "packages/db/src/migrations/";

/**
 * The name of the table in the schema "pitstop" that keeps what a migration takes away: one that no earlier migration
 * names, because an archive is never written over, also if the same column comes and goes twice.
 */
export function archiveName({ files }: Workspace, ...parts: readonly string[]): string {
  const migrations = [...files].flatMap(([path, text]) => (path.startsWith(MIGRATIONS) ? [text] : []));
  const isFree = (name: string) => !migrations.some((text) => text.includes(`pitstop."${name}"`));
  for (let number = 1; ; number++) {
    const name = derivedName(...parts, "archive", ...(number === 1 ? [] : [String(number)]));
    if (isFree(name)) return name;
  }
}
