import type { Table } from "../crud/table.ts";
import type { Reach } from "./reach.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * The columns of a table that aren't there for a caller: those of hidden attributes and relations, and those that only
 * older clients know of the same.
 */
export function hiddenColumns(table: Table, reach: Reach): ReadonlySet<string> {
  const { columns, entries, name: tableName } = table;
  if (reach.hidden.size === 0 && entries.length === 0) return NONE;
  const named = Object.entries(columns).flatMap(([name, { name: column }]) =>
    hides(table, reach, name) ? [column] : [],
  );
  const hidden = new Set(named);
  for (let size = -1; size !== hidden.size; ) {
    size = hidden.size;
    for (const { attribute, renamedTo = attribute, column, replacedBy } of entries) {
      if (column === undefined) continue;
      const isHidden =
        reach.hidden.has(renamedTo) ||
        reach.hidesRetired(`${tableName}.${column}`) ||
        (replacedBy !== undefined && hidden.has(replacedBy));
      if (isHidden) hidden.add(column);
    }
  }
  return hidden;
}

/** Whether a name of an input, an attribute or `<relation>Id`, isn't there for a caller. */
export function hides(
  { relations }: Pick<Table, "relations">,
  { hidden }: Pick<Reach, "hidden">,
  name: string,
): boolean {
  if (hidden.size === 0) return false;
  return (
    hidden.has(name) ||
    (name.endsWith("Id") && hidden.has(name.slice(0, -2)) && Object.hasOwn(relations, name.slice(0, -2)))
  );
}
