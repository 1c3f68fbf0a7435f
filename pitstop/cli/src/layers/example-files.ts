import type { Workspace } from "../workspace/workspace.ts";

/**
 * The files that show the application on certain domains and cannot be without them: their first lines say so, as in
 * `// @domain car, category: …`. They go with the first of these domains that goes.
 */
export function examplesOf(workspace: Workspace, domain: string): string[] {
  return [...workspace.files]
    .filter(([path, text]) => /\.tsx?$/.test(path) && domainsOfExample(text).includes(domain))
    .map(([path]) => path);
}

/** The domains that a file says it is about. */
export function domainsOfExample(text: string): string[] {
  const head = text.split("\n", 5).join("\n");
  const [, list = ""] = /^\/\/ @domain ([\w, ]+)/m.exec(head) ?? [];
  return list
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}
