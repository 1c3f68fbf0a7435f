import { heldToTheEnd } from "../lock.ts";
import { uniqueRecipe } from "../rewrites/constraint-steps.ts";
import { copiedTableText } from "../rewrites/copied-table.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { addedConstraints } from "../table-change.ts";

export default rule({
  id: "add-unique-constraint",
  level: "error",
  costs: ["scan"],
  finds: "UNIQUE that builds its index",
  instead: "a concurrent unique index, `USING INDEX`; a new table and a copy for `WITHOUT OVERLAPS`",
  why: "UNIQUE builds its index while the table can't be read.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    "strong_migrations add_unique_constraint",
    "squawk disallowed-unique-constraint",
    "Atlas PG105",
  ],
  find: (statement, known) =>
    addedConstraints("unique", statement, known)
      .filter(({ constraint }) => constraint.usingIndex === undefined)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, constraint, lock }) =>
    `Adding UNIQUE (${constraint.columns.join(", ")}) builds an index inside the ALTER TABLE. ${heldToTheEnd(lock, table)}${constraint.isTemporal ? " WITHOUT OVERLAPS can't use an existing index." : ""}`,
  rewrite: ({ name, constraint }, statement, known) => {
    if (constraint.isTemporal) return copiedTableText(name, constraint, statement);
    const serverMajor = known.serverVersion.major;
    return recipeText(uniqueRecipe(name, constraint, { serverMajor }), name, known);
  },
});
