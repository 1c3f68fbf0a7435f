import { glob, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isSqlFile } from "../flavors/index.ts";
import { isMigrationFile } from "../migration-file.ts";

/** Every migration below a folder: .sql files, and scripts that MikroORM named. */
export async function migrationsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isSearched(entry.name) ? migrationsBelow(path) : [];
      return isSqlFile(entry.name) || isNamedByMikroOrm(entry.name) ? [path] : [];
    }),
  );
  return found.flat();
}

/** The migrations that a pattern matches, and those below the folders that it matches. */
export async function migrationsMatching(pattern: string, folder: string): Promise<string[]> {
  // Scripts are run to read them, so a pattern has to ask for scripts.
  const asksForScripts = /\.[^/]*[jt]s[^/]*$/.test(pattern);
  const found: string[] = [];
  const namesHidden = /(^|\/)\.[^./]/.test(pattern);
  const exclude = (name: string) => !namesHidden && !isSearched(basename(name));
  for await (const match of glob(pattern, { cwd: folder, exclude })) {
    const path = resolve(folder, match);
    // A link to nothing is no folder. That it can't be read is said where it is linted.
    const isFolder = await stat(path).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (isFolder) found.push(...(await migrationsBelow(path)));
    else if (isSqlFile(path) || isNamedByMikroOrm(basename(path))) found.push(path);
    else if (asksForScripts && isMigrationFile(path)) found.push(path);
  }
  return withoutLinkedFolders(found);
}

/** `**` goes through links to folders, which may lead back up. */
async function withoutLinkedFolders(paths: readonly string[]): Promise<string[]> {
  const byRealPath = new Map<string, string>();
  for (const path of paths.toSorted((one, other) => one.length - other.length)) {
    const real = join(await realpath(dirname(path)), basename(path));
    if (!byRealPath.has(real)) byRealPath.set(real, path);
  }
  return [...byRealPath.values()];
}

const isSearched = (folder: string): boolean => folder !== "node_modules" && !/^\.[^./]/.test(folder);

const isNamedByMikroOrm = (name: string): boolean => /^Migration\d/.test(name) && isMigrationFile(name);
