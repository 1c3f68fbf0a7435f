import type { SchemaObject } from "../snapshot/index.ts";
import type { NewName, Stated } from "./claim.ts";
import { isSame } from "./named-by.ts";
import type { Names } from "./names.ts";

interface Context {
  readonly names: Names;
  readonly objects: readonly SchemaObject[];
}

/** A constraint is called what its index is: ALTER INDEX … RENAME names both. By the names before the migration. */
export function statedOfConstraint(newName: NewName | undefined, context: Context): Stated[] {
  return constraintsOf(newName, context).map((name) => ({
    act: "change",
    kinds: ["constraint"],
    name,
    properties: ["name"],
  }));
}

/** The name that later statements call such a constraint by. */
export const newNamesOfConstraint = (newName: NewName, context: Context): NewName[] =>
  constraintsOf(newName, context).map((from) => ({
    kinds: ["constraint"],
    from,
    to: [...from.slice(0, -1), newName.to.at(-1) ?? ""],
  }));

function constraintsOf(newName: NewName | undefined, { names, objects }: Context): (readonly string[])[] {
  if (!newName?.kinds.includes("index")) return [];
  const path = names.before(["index"], newName.from);
  const index = objects.find((each) => each.kind === "index" && path && isSame(each.path, path));
  return objects.flatMap(({ kind, id, path: name }) =>
    kind === "constraint" && index?.parents.includes(id) ? [name] : [],
  );
}
