import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** What of a source map is read here. */
interface SourceMap {
  readonly sources?: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * A migration's file as a person wrote it: of a compiled one, what its source map holds. Compilers drop the comments that
 * allow a statement.
 */
export async function sourceOf(path: string): Promise<string> {
  const map = `${path}.map`;
  const written = existsSync(map) ? writtenIn(JSON.parse(await readFile(map, "utf8")), path) : undefined;
  return written ?? readFile(path, "utf8");
}

function writtenIn({ sources = [], sourcesContent = [] }: SourceMap, path: string): string | undefined {
  const name = basename(path).replace(/\.[cm]?js$/, "");
  const index = sources.findIndex((source) => source !== null && basename(source).startsWith(`${name}.`));
  return sourcesContent[index] ?? undefined;
}
