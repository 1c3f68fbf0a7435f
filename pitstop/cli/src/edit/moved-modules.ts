import { posix } from "node:path";
import { moduleBetween } from "./module-path.ts";

/** A relative path between quotes, in an import, an export, or a call that imports. */
const RELATIVE = /(?<=(["'`]))\.{1,2}\/[^"'`\n$]+(?=\1)/g;

/** What stands before a path that certainly is a module's. */
const IMPORTING = /(?:\bfrom|\bimport)\s*\(?\s*["'`]$/;

/**
 * A file's text with imports of files that have moved, written as they were: with or without an ending, or with `.js`.
 * If the file itself has moved, `moved` says from where: what it imports may have stayed.
 */
export function withMovedModules(path: string, text: string, moved: ReadonlyMap<string, string>): string {
  const former = [...moved].find(([, to]) => to === path)?.[0] ?? path;
  const [before, now] = [posix.dirname(former), posix.dirname(path)];
  return text.replace(RELATIVE, (specifier, _quote: string, offset: number) => {
    const [, stem = specifier, ending = ""] = /^(.*?)(\.[cm]?[jt]sx?)?$/.exec(specifier) ?? [];
    const named = posix.join(before, stem);
    const to = moved.get(`${named}${ending.replace("js", "ts")}`) ?? moved.get(`${named}.ts`);
    if (to !== undefined) return moduleBetween(path, to.replace(/\.tsx?$/, "")) + ending;
    const isLeftBehind = before !== now && IMPORTING.test(text.slice(0, offset));
    return isLeftBehind ? moduleBetween(path, named) + ending : specifier;
  });
}
