import type { TableName } from "../table-name.ts";
import {
  addConstraint,
  type Constraint,
  dropConstraint,
  replaceConstraint,
  restoredConstraint,
} from "./constraint.ts";
import type { Recipe, SqlStatement } from "./recipe.ts";

export interface Check {
  readonly table: TableName;
  readonly name: string;
  /** What follows the name: `check ("price" > 0)`, `check ("price" > 0) no inherit`. */
  readonly definition: string;
}

/** Adds a check: it applies to new rows at once, and to existing ones once they have been read. */
export function addCheck(check: Check): Recipe {
  return addConstraint(constraintOf(check), "check");
}

/** Replaces a check by another one of the same name. `isEnum`: a default may need the new values. */
export function replaceCheck(
  before: Check,
  after: Check,
  { isEnum = false }: { readonly isEnum?: boolean } = {},
): Recipe {
  return replaceConstraint(constraintOf(before), constraintOf(after), {
    stage: isEnum ? "enum check" : "restrict",
    ending: "check",
  });
}

export function dropCheck(check: Check): Recipe {
  return dropConstraint(constraintOf(check));
}

/** The statements that bring a check back, each in a transaction of its own. */
export function restoredCheck(check: Check): SqlStatement[] {
  return restoredConstraint(constraintOf(check));
}

function constraintOf(check: Check): Constraint {
  return { kind: "check", ...check };
}
