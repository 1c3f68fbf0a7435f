import { heldToTheEnd } from "../lock.ts";
import { literal, quoted } from "../quote.ts";
import { backfillBatch } from "../rewrites/backfill.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { quotedTable, shown } from "../table-name.ts";

export default rule({
  id: "add-column-auto-increment",
  level: "error",
  finds: "a serial or identity column: rewrites the table",
  instead: "a plain column, a sequence as its default, a backfill",
  why: "serial, bigserial and identity number the rows that exist: every row is written anew.",
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
    const sequence = { schema: name.schema, name: `${name.name}_${column.name}_seq` };
    const next = `nextval(${literal(quotedTable(sequence))})`;
    return [
      `alter table ${quotedTable(name)} add column ${quoted(column.name)} bigint;`,
      `create sequence ${quotedTable(sequence)} owned by ${quotedTable(name)}.${quoted(column.name)};`,
      `alter table ${quotedTable(name)} alter column ${quoted(column.name)} set default ${next};`,
      `-- Then the rows of ${shown(name)} that exist.`,
      backfillBatch(name, `${quoted(column.name)} = ${next}`, `${quoted(column.name)} is null`, known),
    ].join("\n");
  },
});
