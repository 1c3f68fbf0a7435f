import { basename, dirname, join } from "node:path";
import type { Folders } from "./folders.ts";

// Layouts in which each migration has a folder of its own, with a file of the same name in each.

export const folderEach = (path: string): string => join(dirname(dirname(path)), "*", basename(path));

/** In the order of the folders' names. */
export async function pathsOfFolders(path: string, folders: Folders): Promise<string[]> {
  const parent = dirname(dirname(path));
  return (await folders.namesIn(parent)).map((name) => join(parent, name, basename(path)));
}
