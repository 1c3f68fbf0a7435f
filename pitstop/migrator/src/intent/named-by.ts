import type { ObjectKind, SchemaObject } from "../snapshot/index.ts";
import type { Claim } from "./claim.ts";

/** Called by a phrase that has the name in it: `(text AS app.size)`. */
const BY_PHRASE: readonly ObjectKind[] = ["cast", "transform", "operator class", "operator family"];
/** Their names have types behind them: `twice(int4)`. */
const WITH_TYPES: readonly ObjectKind[] = ["function", "operator"];

/** Whether a claim names an object. */
export function isNamedBy({ kind, path }: SchemaObject, { kinds, name, isAll }: Claim): boolean {
  if (!kinds.includes(kind)) return false;
  // There is one, and a copy of it has another name.
  if (kind === "database") return true;
  if (isAll === true) return name.slice(0, -1).every((part, index) => part === path[index]);
  if (isSame(path, name)) return true;
  // PostgreSQL's own schema is searched before all others, and nobody has to name it.
  if (path[0] === "pg_catalog" && name.at(-1) === path.at(-1)) return true;
  const [own = "", last = ""] = [path.at(-1), name.at(-1)];
  if (BY_PHRASE.includes(kind)) return own.split(/[^\w$]+/).includes(last);
  // Without the types of its arguments, a function is meant whatever they are.
  const isAnyOfName = own.startsWith(`${last}(`) && own.endsWith(")");
  return WITH_TYPES.includes(kind) && isAnyOfName && isSame(path.slice(0, -1), name.slice(0, -1));
}

/** Whether a name that a statement gives is that of an object. */
export const isSame = (path: readonly string[], name: readonly string[]): boolean =>
  path.length === name.length && path.every((part, index) => part === name[index]);
