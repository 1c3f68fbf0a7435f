// Which changes are there for a caller whose rows are limited.
import { scopedColumn, valuesOf } from "../access/scope-sql.ts";
import { isAmong } from "../access/written.ts";
import type { Reached } from "../crud/reached.ts";
import type { Values } from "./past-names.ts";
import type { LoggedChange } from "./read-changes.ts";

/** Whether values of a record are within the scope of the caller; those that `values` leaves out count as `otherwise`. */
function isWithinScope({ table, reach }: Reached, values: Values, otherwise: boolean): boolean {
  return Object.entries(reach.scope ?? {}).every(([name, wanted]) => {
    if (name === "id") return true; // it stays the same
    if (!Object.hasOwn(values, name)) return otherwise;
    return isAmong(scopedColumn(table.domain.name, table.columns, name), valuesOf(wanted), values[name]);
  });
}

/** Whether a deleted record was one of the caller's. */
export function isDeletedWithin(reached: Reached, { action, recordId, before }: LoggedChange): boolean {
  if (action !== "delete" || before === null) return false;
  const { id } = reached.reach.scope ?? {};
  const hasId = id === undefined || valuesOf(id).some((each) => String(each) === String(recordId));
  return hasId && isWithinScope(reached, before, false);
}

/**
 * Whether a change, and what is before it, is beyond the scope: with it the record became one of the caller's. What a
 * record was until then isn't there for them.
 */
export const beganWithin = (reached: Reached, { before }: LoggedChange): boolean =>
  before !== null && !isWithinScope(reached, before, true);
