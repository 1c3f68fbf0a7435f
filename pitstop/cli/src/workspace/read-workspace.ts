import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Workspace } from "./workspace.ts";

const SKIPPED = new Set(["node_modules", "dist", ".git", ".pitstop", ".turbo", "coverage", "test-results"]);
const READ = /(\.(ts|tsx|md)|retired\.json|package\.json|tsconfig[\w.-]*\.json|migrations\/snapshot\.json)$/;

/** What may hold queries, and may be a dump of a database or a library in one file. */
const QUERIES = /(?<!\.min)\.(sql|[cm]?jsx?)$/;
const MAX_SIZE = 500_000;

/** What may name what the code does: fixtures, labels, settings, schemas, templates, programs in other languages. */
const DATA =
  /((^|\/)\.env[\w.-]*|\.(json[5c]?|ya?ml|toml|ini|properties|csv|tsv|xml|graphqls?|gql|proto|prisma|http|rest|feature|po|arb|snap|html|vue|svelte|astro|mdx|hbs|ejs|liquid|py|rb|go|sh))$/;

/** What programs write: nobody changes a name in it by hand. */
const GENERATED = /(^|\/)(pnpm-lock\.yaml|(package-lock|contract|openapi|contract\/versions?)\.json)$/;

/** Reads the workspace's source files at once, so that everything decided holds for one moment. */
export function readWorkspace(root: string, today = new Date().toISOString().slice(0, 10)): Workspace {
  const [files, data] = [new Map<string, string>(), new Map<string, string>()];
  const read = (path: string): void => {
    const kind = kindOf(path);
    const name = relative(root, path).split(sep).join("/");
    if (kind === "code") files.set(name, readFileSync(path, "utf8"));
    else if (kind === "data") data.set(name, readFileSync(path, "utf8"));
  };
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) read(path);
    }
  };
  for (const entry of readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith("."))
      visit(join(root, entry.name));
  for (const name of readdirSync(root))
    if (/\.(md|json)$/.test(name)) files.set(name, readFileSync(join(root, name), "utf8"));
    else if (DATA.test(name)) read(join(root, name));
  return { root, today, files, data };
}

function kindOf(path: string): "code" | "data" | undefined {
  if (READ.test(path)) return "code";
  const isQuery = QUERIES.test(path);
  if (!isQuery && (!DATA.test(path) || GENERATED.test(path))) return undefined;
  if (statSync(path).size > MAX_SIZE) return undefined;
  return isQuery ? "code" : "data";
}
