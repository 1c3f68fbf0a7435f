import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { domainPaths, seedsFolder } from "../src/layers/paths.ts";

const folder = join(import.meta.dirname, "example");

/**
 * The files of the two domains that the application comes with, by their paths in the workspace. Tests work on these:
 * the domains of the workspace itself are whatever its owners made of them.
 */
export const exampleFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(folder, file)
        .split(sep)
        .join("/")
        .replace(/\.txt$/, "");
      return [path, readFileSync(file, "utf8")];
    }),
);

/** Whether a file belongs to the application that the workspace is now, with these domains, rather than to its frame. */
export function isOfApplication(path: string, domains: readonly string[]): boolean {
  if (/\.test\.tsx?$/.test(path)) return true;
  if (path.startsWith("packages/db/src/migrations/") || path.startsWith(`${seedsFolder}/`)) return true;
  return domains.some((name) => {
    const { types, entity, folder: own } = domainPaths(name);
    return path === types || path === entity || path.startsWith(`${own}/`);
  });
}
