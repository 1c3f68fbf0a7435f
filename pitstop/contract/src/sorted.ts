/** Lists whose order says nothing. */
const UNORDERED = new Set(["required", "enum", "x-checks", "retiredValues", "deprecatedValues", "errors"]);

/** The same value with the keys of its objects in order, and the lists whose order says nothing. */
export function sorted(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item));
    const isSortable = key !== undefined && UNORDERED.has(key);
    return isSortable ? items.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([name, each]) => [name, sorted(each, name)]),
  );
}

/** The text of a value of JSON that is the same for equal values. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value));

/** By code unit, the same on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Texts in the same order on every machine. */
export const sortedTexts = (texts: Iterable<string>): string[] => [...texts].toSorted(compareText);
