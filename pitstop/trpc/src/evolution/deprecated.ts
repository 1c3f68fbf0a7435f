import type { Announcement } from "@pitstop/domain";
import type { Domain } from "../crud/table.ts";
import type { Deprecation } from "./notices.ts";

/** An attribute or a relation that is to go. */
export interface DeprecatedMember extends Deprecation {
  /** `category`; inputs call it by the key, `categoryId`. */
  readonly name: string;
}

/** What of a domain is to go, by the names that inputs have; undefined where there is nothing. */
export function deprecatedOf({
  attributes,
  relations,
}: Domain): ReadonlyMap<string, DeprecatedMember> | undefined {
  const deprecated = new Map<string, DeprecatedMember>();
  const note = (key: string, name: string, announcement: Announcement | undefined): void => {
    const deprecation = deprecationOf(announcement);
    if (deprecation) deprecated.set(key, { name, ...deprecation });
  };
  for (const [name, schema] of Object.entries(attributes)) note(name, name, schema.meta());
  for (const [name, relation] of Object.entries(relations)) note(`${name}Id`, name, relation);
  return deprecated.size === 0 ? undefined : deprecated;
}

/** Since when something is to go, and from which day on; undefined where it stays. */
export const deprecationOf = (announcement: Announcement | undefined): Deprecation | undefined =>
  announcement?.deprecated ? { since: announcement.deprecatedSince, sunset: announcement.sunset } : undefined;

/** Which of these names an input gives, searches by or orders by. */
export function namedIn(input: unknown, names: Iterable<string>): string[] {
  if (typeof input !== "object" || input === null) return [];
  const { filter, sort } = input as { filter?: unknown; sort?: { by?: unknown } | null }; // whatever was sent
  const has = (object: unknown, name: string): boolean =>
    typeof object === "object" && object !== null && Object.hasOwn(object, name);
  return [...names].filter((name) => has(input, name) || has(filter, name) || sort?.by === name);
}
