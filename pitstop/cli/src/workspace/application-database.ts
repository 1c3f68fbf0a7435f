import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Database } from "@pitstop/database";
import { CliError, exitCodes } from "../errors.ts";

const path = "packages/db/src/database.ts";

/**
 * The database that the application in a workspace defines. Loads its entities and shared types, which this process
 * then knows as they are at this moment. Throws CliError DATABASE_UNDEFINED.
 */
export async function applicationDatabase(root: string): Promise<Database> {
  const loaded: object = await import(pathToFileURL(join(root, path)).href);
  if ("database" in loaded) return loaded.database as Database; // as packages/db defines it
  throw new CliError(
    "DATABASE_UNDEFINED",
    `${path} exports no "database".`,
    "Export what defineDatabase of @pitstop/database gives, under that name.",
    { exitCode: exitCodes.failed },
  );
}
