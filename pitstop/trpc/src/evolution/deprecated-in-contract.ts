import type { Contract, JsonSchema } from "@pitstop/contract";
import type { Evolutions } from "./evolutions.ts";
import { type Deprecation, earliest } from "./notices.ts";

type Deprecated = ReadonlyMap<string, Deprecation> | undefined;

/** The conditions of a filter, those on deprecated attributes marked as deprecated. */
export function withDeprecatedConditions(filter: JsonSchema, deprecated: Deprecated): JsonSchema {
  if (!deprecated) return filter;
  const marked = Object.entries(filter.properties ?? {}).map(([name, condition]) => {
    const announced = deprecated.get(name);
    if (!announced || typeof condition !== "object") return [name, condition] as const;
    return [name, { ...condition, deprecated: true, ...dayOf(announced) }] as const;
  });
  return { ...filter, properties: Object.fromEntries(marked) };
}

/** What a list may be ordered by, with those attributes noted that are deprecated. */
export function withDeprecatedOrder(sort: JsonSchema, deprecated: Deprecated): JsonSchema {
  const { by } = sort.properties ?? {};
  if (!deprecated || typeof by !== "object" || !by.enum) return sort;
  const values = [...deprecated].filter(([name]) => by.enum?.includes(name));
  if (values.length === 0) return sort;
  const deprecatedValues = values.map(([value, announced]) => ({ value, ...dayOf(announced) }));
  return { ...sort, properties: { ...sort.properties, by: { ...by, deprecatedValues } } };
}

/** The procedures, those of domains that are to go marked as deprecated. */
export function withDeprecatedDomains(
  procedures: Contract["procedures"],
  evolutions: Evolutions,
): Contract["procedures"] {
  const marked = Object.entries(procedures).map(([path, procedure]) => {
    const announced = evolutions.deprecatedDomain(path.split(".")[0] ?? "");
    if (!announced) return [path, procedure] as const;
    const sunset = earliest([procedure.sunset, announced.deprecation.sunset]);
    return [path, { ...procedure, deprecated: true, ...dayOf({ sunset }) }] as const;
  });
  return Object.fromEntries(marked);
}

const dayOf = ({ sunset }: { sunset?: string | undefined }) => (sunset === undefined ? {} : { sunset });
