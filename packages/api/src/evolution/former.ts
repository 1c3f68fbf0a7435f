import type { RetiredEntry } from "@pitstop/db";
import type { Domain } from "../crud/table.ts";
import { sameColumns } from "./same-columns.ts";

/** What clients of before know of a domain and this version does not, until it is purged. */
export interface Former {
  /** Input keys of attributes and relations that were taken out. */
  readonly removed: ReadonlySet<string>;
  /** Former names of attributes, and what they are called now. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Attributes whose values had another type. */
  readonly retyped: ReadonlySet<string>;
  /** The columns that clients of before order by when they say one of the names above: the first that each name had. */
  readonly columns: ReadonlyMap<string, string>;
  /** The columns of what was renamed or has another type, by its name of now; the column of now comes first. */
  readonly columnsNow: ReadonlyMap<string, readonly string[]>;
}

/** Reads it from the list of what is retired; undefined where nothing of the domain is. */
export function formerOf(domain: Domain, entries: readonly RetiredEntry[]): Former | undefined {
  // A table under another name, or a trigger that fills an attribute, is no name that clients knew.
  const own = entries.filter(
    ({ domain: name, attribute, column }) => name === domain.name && attribute !== "" && column !== undefined,
  );
  const removed = new Set<string>();
  const renamed = new Map<string, string>();
  const retyped = new Set<string>();
  const columns = new Map<string, string>();
  const columnsNow = new Map<string, readonly string[]>();
  for (const { attribute, column = "", replacedBy } of own) {
    const now = nameNow(domain, own, attribute);
    if (!columns.has(attribute)) columns.set(attribute, column);
    if (now !== undefined && replacedBy !== undefined)
      columnsNow.set(now, sameColumns(own, columnNow(own, replacedBy)));
    if (now === attribute) retyped.add(attribute);
    else if (now !== undefined) renamed.set(attribute, now);
    else removed.add(column.endsWith("_id") && !attribute.endsWith("Id") ? `${attribute}Id` : attribute);
  }
  return own.length === 0 ? undefined : { removed, renamed, retyped, columns, columnsNow };
}

/** What an attribute is called now, through all renames since; undefined where it was taken out. */
function nameNow(
  domain: Domain,
  entries: readonly RetiredEntry[],
  attribute: string,
  passed: readonly string[] = [],
): string | undefined {
  if (Object.hasOwn(domain.attributes, attribute)) return attribute;
  const next = entries.find((entry) => entry.attribute === attribute)?.renamedTo;
  if (next === undefined || passed.includes(next)) return undefined;
  return nameNow(domain, entries, next, [...passed, attribute]);
}

/** The column that has a column's values now. */
function columnNow(entries: readonly RetiredEntry[], column: string): string {
  const next = entries.find((entry) => entry.column === column)?.replacedBy;
  return next === undefined ? column : columnNow(entries, next);
}
