// Which files of the API are a domain's.
import { posix } from "node:path";
import { kebabCase, pascalCase } from "../names/case.ts";
import type { Registry } from "./registry/registry-file.ts";

const API = "packages/api/src";

/** The file of a router, as the root router imports it. */
export const routerPath = ({ module }: Registry["entries"][number]): string => posix.join(API, module);

/**
 * The files of a domain in the API: all of the folder that has its router, except what is another domain's. Where
 * domains share a folder, only files named for the domain are its own.
 */
export function apiFilesOf(
  paths: Iterable<string>,
  { entries }: Registry,
  { name, router }: { readonly name: string; readonly router: string },
): string[] {
  const folder = posix.dirname(router);
  const others = entries.filter((entry) => entry.name !== name).map(routerPath);
  const isShared = folder === API || others.some((path) => posix.dirname(path) === folder);
  const stems = new Set([name, kebabCase(name), pascalCase(name), stemOf(router)]);
  const nested = others.map(posix.dirname).filter((other) => other.startsWith(`${folder}/`));
  return [...paths].filter((path) => {
    if (!path.startsWith(`${folder}/`) || nested.some((other) => path.startsWith(`${other}/`))) return false;
    return !isShared || (posix.dirname(path) === folder && stems.has(stemOf(path)));
  });
}

/** A file's name up to its first point. */
const stemOf = (path: string): string => posix.basename(path).split(".")[0] ?? "";
