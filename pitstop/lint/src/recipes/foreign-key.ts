import type { TableName } from "../table-name.ts";
import { addConstraint, type Constraint, dropConstraint, replaceConstraint } from "./constraint.ts";
import type { Recipe } from "./recipe.ts";

export interface ForeignKey {
  readonly table: TableName;
  readonly name: string;
  /** What follows the name: `foreign key ("owner_id") references "owners" ("id") on delete cascade`. */
  readonly definition: string;
  readonly references: TableName;
}

/** Adds a foreign key: both tables are locked for a moment only, and the rows are looked up later. */
export function addForeignKey(key: ForeignKey): Recipe {
  return addConstraint(constraintOf(key), "");
}

/** Replaces a foreign key by another one of the same name. */
export function replaceForeignKey(before: ForeignKey, after: ForeignKey): Recipe {
  return replaceConstraint(constraintOf(before), constraintOf(after), { stage: "restrict", ending: "" });
}

export function dropForeignKey(key: ForeignKey): Recipe {
  return dropConstraint(constraintOf(key));
}

function constraintOf(key: ForeignKey): Constraint {
  return { kind: "foreign key", ...key };
}
