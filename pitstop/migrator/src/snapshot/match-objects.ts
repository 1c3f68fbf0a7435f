import type { SchemaObject } from "./schema-object.ts";

/**
 * What has become of each object, by its id; undefined where it is gone. An object is the same as long as its OID is,
 * whatever its name; one that was dropped is replaced by the one of the same kind and name.
 */
export function matchObjects(
  before: readonly SchemaObject[],
  after: readonly SchemaObject[],
): Map<string, SchemaObject | undefined> {
  const stayed = new Set(before.map(({ id }) => id));
  const byId = new Map(after.map((object) => [object.id, object]));
  const created = new Map(
    after.filter(({ id }) => !stayed.has(id)).map((object) => [nameOf(object), object]),
  );
  return new Map(before.map((object) => [object.id, byId.get(object.id) ?? created.get(nameOf(object))]));
}

const nameOf = ({ kind, path }: SchemaObject): string => JSON.stringify([kind, ...path]);
