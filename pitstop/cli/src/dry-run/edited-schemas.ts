import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { CliError, exitCodes } from "../errors.ts";
import type { Edit, SchemaPlace } from "../plan.ts";
import { loadEdited } from "./edited-modules.ts";

/** The schemas of an attribute, as the edits of a plan leave them. */
export interface EditedSchemas {
  /** As the shared types state it. */
  readonly stated: z.ZodType;
  /** What the API checks inputs with. */
  readonly input: z.ZodType;
}

/** Loads the schemas of an attribute as the edits leave them; nothing is written. Throws CliError SCHEMA_MISSING. */
export async function editedSchemas(
  root: string,
  edits: readonly Edit[],
  { path, constant, attribute }: SchemaPlace,
): Promise<EditedSchemas> {
  const release = loadEdited(root, edits);
  try {
    const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
    const domain = module[constant] as
      | { attributes?: Record<string, z.ZodType>; update?: z.ZodObject }
      | undefined; // as defineDomain gives it
    const stated = domain?.attributes?.[attribute];
    const input = domain?.update?.shape[attribute] as z.ZodType | undefined; // zod's core type of the same schema
    if (stated && input) return { stated, input };
  } finally {
    release();
  }
  throw new CliError(
    "SCHEMA_MISSING",
    `${path} exports no schema of "${attribute}" in "${constant}" once it is changed.`,
    "Export the domain as the other domains do.",
    { exitCode: exitCodes.failed },
  );
}
