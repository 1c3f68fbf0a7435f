import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Workspace } from "./workspace.ts";

const SKIPPED = new Set(["node_modules", "dist", ".git", ".pitstop", ".turbo", "coverage", "test-results"]);
const READ = /(\.(ts|tsx|md)|retired\.json|package\.json|tsconfig[\w.-]*\.json|migrations\/snapshot\.json)$/;

/** What may hold queries, and may be a dump of a database or a library in one file. */
const QUERIES = /(?<!\.min)\.(sql|[cm]?jsx?)$/;
const MAX_QUERIES = 500_000;

/** Reads the workspace's source files at once, so that everything decided holds for one moment. */
export function readWorkspace(root: string, today = new Date().toISOString().slice(0, 10)): Workspace {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && isRead(path)) {
        files.set(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"));
      }
    }
  };
  for (const entry of readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith("."))
      visit(join(root, entry.name));
  for (const name of readdirSync(root))
    if (/\.(md|json)$/.test(name)) files.set(name, readFileSync(join(root, name), "utf8"));
  return { root, today, files };
}

const isRead = (path: string): boolean =>
  READ.test(path) || (QUERIES.test(path) && statSync(path).size <= MAX_QUERIES);
