// Files that pass on what other files export: barrels of a folder.
import { posix } from "node:path";
import { FileEdit, lineStart, nextLine } from "../edit/file-edit.ts";
import { readSource } from "../edit/source.ts";
import type { LayerName } from "../plan.ts";
import type { Draft } from "../plans/draft.ts";
import { entitiesIndex, typesIndex } from "./paths.ts";

/**
 * Takes a file away, with every line that passes its exports on, and files that have nothing else to say. The lists of
 * domains are left to who keeps them.
 */
export function removeWithReExports(draft: Draft, path: string, layer: LayerName, why: string): void {
  draft.write(path, null, layer, why);
  const source = /^packages\/[^/]+\/src\//.exec(path)?.[0] ?? posix.dirname(path);
  for (const [other, text] of [...draft.workspace.files]) {
    if (!other.startsWith(source) || !/\.tsx?$/.test(other) || LISTS.has(other)) continue;
    if (!text.includes(posix.basename(path).replace(/\.tsx?$/, ""))) continue;
    const left = withoutReExports(other, text, path);
    if (left === text) continue;
    if (left.trim() === "") removeWithReExports(draft, other, layer, why);
    else draft.write(other, left, layer, why);
  }
}

const LISTS: ReadonlySet<string> = new Set([typesIndex, entitiesIndex]);

function withoutReExports(path: string, text: string, gone: string): string {
  const edit = new FileEdit(readSource(path, text));
  const stem = gone.replace(/\.tsx?$/, "");
  for (const statement of edit.source.program.body) {
    if (statement.type !== "ExportAllDeclaration" && statement.type !== "ExportNamedDeclaration") continue;
    const module = statement.source?.value;
    if (module === undefined || !module.startsWith(".")) continue;
    if (posix.join(posix.dirname(path), module).replace(/\.[jt]sx?$/, "") !== stem) continue;
    edit.remove(lineStart(text, statement.start), nextLine(text, statement.end));
  }
  return edit.toString();
}
