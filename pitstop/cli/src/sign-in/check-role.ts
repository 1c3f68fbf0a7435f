import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../errors.ts";
import { accessFile } from "../layers/paths.ts";

/**
 * Throws UsageError ROLE_UNKNOWN for a role that the application's access rules don't state: whoever had it might do
 * nothing. An application without rules has every role.
 */
export async function checkRole(root: string, role: string): Promise<void> {
  const path = join(root, accessFile);
  if (!existsSync(path)) return;
  const { access } = (await import(pathToFileURL(path).href)) as { access: { roles: readonly string[] } }; // as packages/api defines it
  if (access.roles.includes(role)) return;
  throw new UsageError(
    "ROLE_UNKNOWN",
    `There is no role "${role}".`,
    `Choose one of ${access.roles.join(", ")}, or add it to ${accessFile}.`,
  );
}
