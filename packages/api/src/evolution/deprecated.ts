import type { Domain } from "../crud/table.ts";
import type { Deprecation } from "./notices.ts";

/** The attributes of a domain that are to go, by name; undefined where there is none. */
export function deprecatedOf({ attributes }: Domain): ReadonlyMap<string, Deprecation> | undefined {
  const deprecated = new Map<string, Deprecation>();
  for (const [name, schema] of Object.entries(attributes)) {
    const meta = schema.meta();
    if (meta?.deprecated) deprecated.set(name, { since: meta.deprecatedSince, sunset: meta.sunset });
  }
  return deprecated.size === 0 ? undefined : deprecated;
}

/** Which of these names an input gives, searches by or orders by. */
export function namedIn(input: unknown, names: Iterable<string>): string[] {
  if (typeof input !== "object" || input === null) return [];
  const { filter, sort } = input as { filter?: unknown; sort?: { by?: unknown } | null }; // whatever was sent
  const has = (object: unknown, name: string): boolean =>
    typeof object === "object" && object !== null && Object.hasOwn(object, name);
  return [...names].filter((name) => has(input, name) || has(filter, name) || sort?.by === name);
}
