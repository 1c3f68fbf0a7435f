import { posix } from "node:path";

/** A relative path between quotes, in an import, an export, or a call that imports. */
const RELATIVE = /(?<=(["'`]))\.{1,2}\/[^"'`\n$]+(?=\1)/g;

/** A file's text with imports of files that have moved, written as they were: with or without an ending, or with `.js`. */
export function withMovedModules(path: string, text: string, moved: ReadonlyMap<string, string>): string {
  const folder = posix.dirname(path);
  return text.replace(RELATIVE, (specifier) => {
    const [, stem = specifier, ending = ""] = /^(.*?)(\.[cm]?[jt]sx?)?$/.exec(specifier) ?? [];
    const named = posix.join(folder, stem);
    const to = moved.get(`${named}${ending.replace("js", "ts")}`) ?? moved.get(`${named}.ts`);
    if (to === undefined) return specifier;
    const relative = posix.relative(folder, to.replace(/\.tsx?$/, "")) + ending;
    return relative.startsWith(".") ? relative : `./${relative}`;
  });
}
