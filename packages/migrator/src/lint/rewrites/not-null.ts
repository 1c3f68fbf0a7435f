import type { Known } from "../known.ts";
import { quoted } from "../quote.ts";
import { quotedTable, type TableName } from "../table-name.ts";

/** Makes a column required without a scan under ACCESS EXCLUSIVE. https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL */
export function notNullSteps(table: TableName, column: string, known: Known): string {
  const sqlTable = quotedTable(table);
  const name = quoted(`${table.name}_${column}_not_null`);
  const validate = [
    "-- Next migration, outside a transaction (SHARE UPDATE EXCLUSIVE, reads and writes go on):",
    `alter table ${sqlTable} validate constraint ${name};`,
  ];
  if (known.serverVersion.major >= 18) {
    const add = `alter table ${sqlTable} add constraint ${name} not null ${quoted(column)} not valid;`;
    return [add, ...validate].join("\n");
  }
  const add = `alter table ${sqlTable} add constraint ${name} check (${quoted(column)} is not null) not valid;`;
  if (known.serverVersion.major < 12) {
    return [add, ...validate, "-- Before PostgreSQL 12 the check stays: SET NOT NULL would scan again."].join(
      "\n",
    );
  }
  return [
    add,
    ...validate,
    "-- The valid check spares SET NOT NULL its scan:",
    `alter table ${sqlTable} alter column ${quoted(column)} set not null;`,
    `alter table ${sqlTable} drop constraint ${name};`,
  ].join("\n");
}
