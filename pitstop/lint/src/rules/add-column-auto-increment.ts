import type { Column } from "../column.ts";
import { typeText } from "../column-type.ts";
import { heldToTheEnd } from "../lock.ts";
import { generatedName, literal, quoted } from "../quote.ts";
import { addColumn, defaultSet, fillColumn } from "../recipes/column.ts";
import { type Recipe, statement as statementOf } from "../recipes/recipe.ts";
import { requireColumn } from "../recipes/required.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { quotedTable, type TableName } from "../table-name.ts";

export default rule({
  id: "add-column-auto-increment",
  level: "error",
  costs: ["rewrite"],
  finds: "a serial or identity column: rewrites the table",
  instead: "a plain column, a sequence as its default, a backfill",
  why: "serial, bigserial and identity number the existing rows: every row is rewritten.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "strong_migrations add_column_auto_incrementing",
    "squawk adding-serial-primary-key-field",
  ],
  find: (statement, known) =>
    addedColumns(statement, known)
      .filter(({ column }) => column.type.isSerial || column.isIdentity)
      .map(({ name, table, column }) => ({ name, table, column, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column, lock }) =>
    `Adding the auto-incrementing ${column.name} numbers every row and rewrites the whole of ${table}. ${heldToTheEnd(lock, table)}`,
  rewrite({ name, column }, _statement, known) {
    const recipe = numberedColumn(name, column, known.serverVersion.major);
    return recipeText(recipe, name, known);
  },
});

/** Numbers new rows by a sequence, as a serial column does, and then the rows that exist. */
function numberedColumn(table: TableName, { name, type }: Column, serverMajor: number): Recipe {
  const sequence = { schema: table.schema, name: generatedName(table.name, name, "seq") };
  const next = `nextval(${literal(quotedTable(sequence))})`;
  const create = `create sequence ${quotedTable(sequence)} as ${typeText(type)} owned by ${quotedTable(table)}.${quoted(name)}`;
  const setDefault = defaultSet({ table, column: name }, next);
  const besides = { up: [statementOf(create, [], "Goes with its column."), setDefault] };
  return [
    ...addColumn({ table, column: name, definition: typeText(type), with: besides }),
    fillColumn({ table, column: name, value: next, why: "Nothing to roll back." }),
    ...requireColumn({ table, column: name, serverMajor }),
  ];
}
