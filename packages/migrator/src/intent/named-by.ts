import type { SchemaObject } from "../snapshot/index.ts";
import type { Claim } from "./claim.ts";

/** Whether a claim names an object. */
export function isNamedBy({ kind, path }: SchemaObject, { kinds, name }: Claim): boolean {
  if (!kinds.includes(kind)) return false;
  if (isSame(path, name)) return true;
  // A cast and an operator class are called by a phrase that has the name in it.
  const phrase = path.at(-1) ?? "";
  return phrase.includes(" ") && phrase.split(/[^\w$]+/).includes(name.at(-1) ?? "");
}

/** Whether a name that a statement gives is that of an object. */
export function isSame(path: readonly string[], name: readonly string[]): boolean {
  const last = name.at(-1) ?? "";
  const [own = "", ...rest] = [path.at(-1), ...path.slice(0, -1)];
  if (last === "*") return name.slice(0, -1).every((part, index) => part === path[index]);
  const isBelow = rest.length === name.length - 1 && rest.every((part, index) => part === name[index]);
  // Without the types of its arguments, a function is meant whatever they are.
  return isBelow && (own === last || (own.startsWith(`${last}(`) && own.endsWith(")")));
}
