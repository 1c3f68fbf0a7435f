// It imports only what Node has: it is asked before anything else is loaded.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Every application has these. */
const PACKAGES = ["packages/types", "packages/db", "packages/api"];

/** The nearest folder at or above `folder` that holds an application; undefined where there is none. */
export function workspaceRoot(folder: string): string | undefined {
  if (PACKAGES.every((name) => existsSync(join(folder, name, "package.json")))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : workspaceRoot(above);
}
