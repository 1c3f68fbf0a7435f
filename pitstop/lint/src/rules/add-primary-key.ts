import { columnIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { uniqueRecipe } from "../rewrites/constraint-steps.ts";
import { copiedTableText } from "../rewrites/copied-table.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { addedColumns, addedConstraints, inlineConstraints } from "../table-change.ts";

export default rule({
  id: "add-primary-key",
  level: "error",
  costs: ["scan"],
  finds: "PRIMARY KEY that builds its index",
  instead:
    "a concurrent unique index, NOT NULL, `USING INDEX`; a new table and a copy for `WITHOUT OVERLAPS`",
  why: "PRIMARY KEY builds its index, and scans for nulls, while the table can't be read.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    "squawk adding-serial-primary-key-field",
    "Atlas PG104",
  ],
  find: (statement, known) =>
    [...addedConstraints("primary", statement, known), ...inlineConstraints("primary", statement, known)]
      .filter(({ constraint }) => constraint.usingIndex === undefined)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, constraint, lock }) =>
    `Adding the primary key scans ${table} for nulls and builds an index inside the ALTER TABLE. ${heldToTheEnd(lock, table)}${constraint.isTemporal ? " WITHOUT OVERLAPS can't use an existing index." : ""}`,
  rewrite({ name, constraint }, statement, known) {
    const [added] = addedColumns(statement, known).filter(({ column }) =>
      constraint.columns.includes(column.name),
    );
    if (added !== undefined) return newColumnText(added.column.name, statement, known);
    if (constraint.isTemporal) return copiedTableText(name, constraint, statement);
    const nullable = constraint.columns.filter((column) => columnIn(known, name, column)?.isNotNull !== true);
    const serverMajor = known.serverVersion.major;
    return recipeText(uniqueRecipe(name, constraint, { nullable, serverMajor }), name, known);
  },
});
