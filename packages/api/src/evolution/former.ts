import type { RetiredEntry } from "@pitstop/db";
import type { Domain } from "../crud/table.ts";

/** What clients of before know of a domain and this version does not, until it is purged. */
export interface Former {
  /** Input keys of attributes and relations that were taken out. */
  readonly removed: ReadonlySet<string>;
  /** Former names of attributes, and what they are called now. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Attributes whose values had another type. */
  readonly retyped: ReadonlySet<string>;
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
  for (const { attribute, column } of own) {
    const now = nameNow(domain, own, attribute);
    if (now === attribute) retyped.add(attribute);
    else if (now !== undefined) renamed.set(attribute, now);
    else removed.add(column?.endsWith("_id") && !attribute.endsWith("Id") ? `${attribute}Id` : attribute);
  }
  return own.length === 0 ? undefined : { removed, renamed, retyped };
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
