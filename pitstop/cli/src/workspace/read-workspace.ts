import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Workspace } from "./workspace.ts";

const SKIPPED = new Set(["node_modules", "dist", ".git", ".pitstop", ".turbo", "coverage", "test-results"]);
const READ = /(\.(ts|tsx|md)|retired\.json|package\.json|migrations\/snapshot\.json)$/;

/** Reads the workspace's source files at once, so that everything decided holds for one moment. */
export function readWorkspace(root: string, today = new Date().toISOString().slice(0, 10)): Workspace {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && READ.test(path)) {
        files.set(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"));
      }
    }
  };
  for (const entry of ["apps", "packages", "pitstop", "bench", "scripts", "docs"]) {
    if (existsSync(join(root, entry))) visit(join(root, entry));
  }
  for (const name of readdirSync(root))
    if (name.endsWith(".md")) files.set(name, readFileSync(join(root, name), "utf8"));
  return { root, today, files };
}
