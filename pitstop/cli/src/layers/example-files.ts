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

/** The text of such a file once a domain has another name. */
export const exampleOf = (text: string, domain: string, to: string): string =>
  text.replace(STATEMENT, (list) => list.replace(new RegExp(`\\b${domain}\\b`), to));

const STATEMENT = /(?<=^\/\/ @domain )[\w, ]+/m;

/** The domains that a file says it is about. */
export function domainsOfExample(text: string): string[] {
  const head = text.split("\n", 5).join("\n");
  const [list = ""] = STATEMENT.exec(head) ?? [];
  return list
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}
