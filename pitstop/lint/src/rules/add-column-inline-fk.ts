import { waiting } from "../lock.ts";
import { newColumnText } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { inlineConstraints } from "../table-change.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "add-column-inline-fk",
  level: "error",
  costs: ["scan"],
  finds: "REFERENCES on an added column",
  instead: "the column, then the key with `NOT VALID`",
  why: "REFERENCES on an added column locks both tables, and checks the rows where the column has a default.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT",
    "squawk adding-foreign-key-constraint",
    "strong_migrations add_reference",
  ],
  find: (statement, known) =>
    inlineConstraints("foreign", statement, known).flatMap((found) =>
      found.constraint.references === undefined || !found.constraint.isValidated
        ? []
        : [{ ...found, parent: shown(found.constraint.references.table), lock: "ACCESS EXCLUSIVE" as const }],
    ),
  explain: ({ table, column, parent, lock }) =>
    `Adding ${column.name} with REFERENCES takes ${lock} on ${table} and SHARE ROW EXCLUSIVE on ${parent} at once, and validates the key while both are held: ${waiting(lock, table)}, ${waiting("SHARE ROW EXCLUSIVE", parent)}.`,
  rewrite: ({ column }, statement, known) => newColumnText(column.name, statement, known),
});
