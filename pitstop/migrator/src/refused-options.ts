import type { MigrateOptions } from "@mikro-orm/core";
import { MigratorError } from "./errors.ts";

/** For what MikroORM's interface offers and would bypass the pipeline. */
export async function refuse(message: string, hint: string): Promise<never> {
  throw new MigratorError("MIGRATOR_REFUSES", message, hint);
}

/** Throws MigratorError MIGRATION_OPTION_UNSUPPORTED. */
export function refuseWhatIsNotSafe(options?: string | string[] | MigrateOptions): void {
  if (typeof options !== "object" || Array.isArray(options)) return;
  if (options.transaction === undefined && options.schema === undefined) return;
  const what =
    options.transaction === undefined ? "into another schema" : "inside a transaction of the caller";
  throw new MigratorError(
    "MIGRATION_OPTION_UNSUPPORTED",
    `Migrations can't run ${what}: locks, backup and retries need connections of their own.`,
    "Call up() or down() without it.",
  );
}
