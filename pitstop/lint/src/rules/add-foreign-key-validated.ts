import { constraintBody } from "../column-clauses.ts";
import { waiting } from "../lock.ts";
import { foreignKeyText } from "../rewrites/partitioned-key.ts";
import { rule } from "../rule.ts";
import { constraintText } from "../source-text.ts";
import { addedConstraints } from "../table-change.ts";
import { shown } from "../table-name.ts";

export default rule({
  id: "add-foreign-key-validated",
  level: "error",
  costs: ["scan"],
  finds: "a foreign key that is verified for every row at once",
  instead: "`NOT VALID`, then `VALIDATE` in the next migration; by partition before 18",
  why: "A foreign key that is validated at once reads the whole table while neither side can be written.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT",
    "strong_migrations add_foreign_key",
    "squawk adding-foreign-key-constraint",
    "Atlas PG306",
  ],
  find: (statement, known) =>
    addedConstraints("foreign", statement, known).flatMap((found) => {
      const { isValidated, references } = found.constraint;
      return isValidated && references !== undefined
        ? [{ ...found, parent: shown(references.table), lock: "SHARE ROW EXCLUSIVE" as const }]
        : [];
    }),
  explain: ({ table, parent, lock }) =>
    `Adding the foreign key looks up every row of ${table} in ${parent}, with ${lock} on both until it ends: ${waiting(lock, table)}, ${waiting(lock, parent)}.`,
  rewrite: ({ name, constraint }, statement, known) => {
    const body = constraintBody(constraintText(statement, constraint.location));
    return foreignKeyText(name, constraint, body, known);
  },
});
