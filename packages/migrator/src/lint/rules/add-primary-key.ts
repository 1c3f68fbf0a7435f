import { typeText } from "../column-type.ts";
import { columnIn } from "../known.ts";
import { heldToTheEnd } from "../lock.ts";
import { quoted } from "../quote.ts";
import { uniqueSteps } from "../rewrites/constraint-steps.ts";
import { notNullSteps } from "../rewrites/not-null.ts";
import { rule } from "../rule.ts";
import { addedColumns, addedConstraints, inlineConstraints } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "add-primary-key",
  level: "error",
  finds: "PRIMARY KEY that builds its index",
  instead: "a concurrent unique index, NOT NULL, `USING INDEX`",
  why: "PRIMARY KEY builds its index, and looks for nulls, while nobody can read the table.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
    "squawk adding-serial-primary-key-field",
    "Atlas PG104",
  ],
  find: (statement, known) =>
    [...addedConstraints("primary", statement, known), ...inlineConstraints("primary", statement, known)]
      .filter(({ constraint }) => constraint.usingIndex === undefined)
      .map((found) => ({ ...found, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, lock }) =>
    `Adding the primary key scans ${table} for nulls and builds an index inside the ALTER TABLE. ${heldToTheEnd(lock, table)}`,
  rewrite({ name, constraint }, statement, known) {
    const added = addedColumns(statement, known)
      .filter(({ column }) => constraint.columns.includes(column.name))
      .map(
        ({ column }) =>
          `alter table ${quotedTable(name)} add column ${quoted(column.name)} ${typeText(column.type)}; -- then fill it in batches`,
      );
    const required = constraint.columns
      .filter((column) => added.length > 0 || columnIn(known, name, column)?.isNotNull !== true)
      .map((column) => notNullSteps(name, column, known));
    return [...added, uniqueSteps(name, constraint, required)].join("\n");
  },
});
