import type { Comparison } from "./differences.ts";
import type { ObjectValues } from "./shape.ts";

/** The former names that an object still takes, and the property that each one's value is moved to. */
export function formerNames(shape: Comparison["shapeAfter"], object: ObjectValues): Map<string, string> {
  return new Map(
    [...object.properties].flatMap(([name, schema]): [string, string][] => {
      const { retired, renamedTo } = shape(schema).notes;
      return retired && renamedTo !== undefined ? [[name, renamedTo]] : [];
    }),
  );
}

/**
 * The properties that a client of before always sends, under the names of now: what is required may be given by its
 * former name.
 */
export function alwaysSent(
  before: ObjectValues,
  after: ObjectValues,
  former: ReadonlyMap<string, string>,
): Set<string> {
  const moved = [...former].flatMap(([name, now]) =>
    before.required.has(name) && after.required.has(now) ? [now] : [],
  );
  return new Set([...before.required, ...moved]);
}
