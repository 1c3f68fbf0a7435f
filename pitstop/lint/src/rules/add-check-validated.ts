import { constraintBody } from "../column-clauses.ts";
import { heldToTheEnd } from "../lock.ts";
import { checkRecipe } from "../rewrites/constraint-steps.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { constraintText } from "../source-text.ts";
import { addedConstraints } from "../table-change.ts";

export default rule({
  id: "add-check-validated",
  level: "error",
  costs: ["scan"],
  finds: "a CHECK that is verified for every row at once",
  instead: "`NOT VALID`, then `VALIDATE` in the next migration",
  why: "A CHECK that is validated at once reads the whole table and blocks reads and writes meanwhile.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT",
    "strong_migrations add_check_constraint",
    "squawk constraint-missing-not-valid",
    "Atlas PG305",
  ],
  find: (statement, known) =>
    addedConstraints("check", statement, known)
      .filter(({ constraint }) => constraint.isValidated)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, lock }) =>
    `Adding the CHECK verifies every row of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite: ({ name, constraint }, statement, known) => {
    const body = constraintBody(constraintText(statement, constraint.location));
    return recipeText(checkRecipe(name, constraint, body), name, known);
  },
});
