import { longestName } from "@pitstop/lint/sql";
import { MigratorError } from "../errors.ts";

/** Throws MigratorError GENERATE_NAME_TOO_LONG for a name that PostgreSQL would cut. */
export function refuseLongName(kind: string, table: string, name: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes <= longestName) return;
  throw new MigratorError(
    "GENERATE_NAME_TOO_LONG",
    `The ${kind} "${name}" of ${table} has ${bytes} bytes; PostgreSQL cuts names after ${longestName}.`,
    `Give it a shorter name in the entity.`,
  );
}
