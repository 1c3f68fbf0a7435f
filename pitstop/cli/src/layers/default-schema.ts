import { RefusedError } from "../errors.ts";
import type { Domain } from "../workspace/read-domain.ts";

/**
 * Refuses what takes SQL of its own on a table in another schema of the database: the tool's statements are about tables
 * of the default one, where a table of the same name may be somebody else's. Throws RefusedError OTHER_SCHEMA.
 */
export function refuseOtherSchema({ name, entity: { schema, source } }: Domain): void {
  if (schema === undefined || schema === "public") return;
  throw new RefusedError(
    "OTHER_SCHEMA",
    `${source.path}: the table of ${name} is in the schema "${schema}", and this operation writes SQL for tables of the default schema.`,
    "Nothing was written. Make the change in the files by hand, then run `pnpm --filter db migration:create`.",
  );
}
