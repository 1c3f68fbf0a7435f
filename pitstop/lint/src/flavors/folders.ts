import { readdir } from "node:fs/promises";

/** Lists each folder once. */
export class Folders {
  readonly #names = new Map<string, Promise<readonly string[]>>();

  /** The names of what is in a folder, sorted by their characters; none of a folder that can't be read. */
  namesIn(folder: string): Promise<readonly string[]> {
    const names = this.#names.get(folder) ?? sortedNames(folder);
    this.#names.set(folder, names);
    return names;
  }
}

async function sortedNames(folder: string): Promise<readonly string[]> {
  // Without a locale: tools that sort by name compare characters.
  return (await readdir(folder).catch(() => [])).sort();
}
