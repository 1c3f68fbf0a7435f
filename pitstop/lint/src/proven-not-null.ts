import { provesNotNull } from "./constraint.ts";
import { type Known, tableIn } from "./known.ts";
import type { TableName } from "./table-name.ts";

/**
 * Whether a valid constraint spares SET NOT NULL its scan. A check of which only the name is known, because an earlier
 * migration added it and this file validates it, is taken for the one that is needed.
 */
export function isProvenNotNull(known: Known, table: TableName, column: string): boolean {
  for (const { kind, isValidated, expression, columns } of tableIn(known, table)?.constraints.values() ??
    []) {
    if (!isValidated) continue;
    if (kind === "not-null" && columns.includes(column)) return true;
    if (kind !== "check" || known.serverVersion.major < 12) continue;
    if (expression === undefined || provesNotNull(expression, column)) return true;
  }
  return false;
}
