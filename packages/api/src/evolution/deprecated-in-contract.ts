import type { JsonSchema } from "@pitstop/contract";
import type { Deprecation } from "./notices.ts";

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

const dayOf = ({ sunset }: { sunset?: string | undefined }) => (sunset === undefined ? {} : { sunset });
