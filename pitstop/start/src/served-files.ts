import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SERVED = [
  "apps/server/src/**/*.{ts,json}",
  "{packages,pitstop}/*/src/**/*.{ts,json}",
  "packages/api/contract.json",
];

/** What the server never loads: tests, their support, the tool, and migrations, which wait for the database. */
const NOT_SERVED = /\.test\.ts$|\/(vitest|test|migrations|node_modules)\/|^pitstop\/(cli|pages|start)\//;

/** Whether a change of this file, by its path from the root, may change what the server does. */
export const isServed = (path: string): boolean => /\.(ts|json)$/.test(path) && !NOT_SERVED.test(path);

/** What the server is made of, as one value: the same for the same texts. */
export function servedTexts(root: string): string {
  const hash = createHash("sha256");
  const paths = globSync(SERVED, { cwd: root }).filter(isServed).sort();
  for (const path of paths)
    hash
      .update(path)
      .update("\0")
      .update(readText(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

/** Between two listings, a file may go. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
