import type { Shape } from "./shape.ts";

/**
 * Whether a property stands for another record: in answers `{ id, name }`, in inputs an id under a name that ends in
 * `Id`. Null beside it says that there may be none.
 */
export function isReference(name: string, { alternatives }: Shape): boolean {
  const [only, ...more] = alternatives.filter(({ kind }) => kind !== "null");
  if (!only || more.length > 0) return false;
  if (only.kind === "number") return name.endsWith("Id") && only.isInteger;
  if (only.kind !== "object") return false;
  return only.properties.size === 2 && only.properties.has("id") && only.properties.has("name");
}
