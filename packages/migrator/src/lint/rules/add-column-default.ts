import { typeText } from "../column-type.ts";
import { heldToTheEnd } from "../lock.ts";
import { quoted } from "../quote.ts";
import { backfillBatch } from "../rewrites/backfill.ts";
import { notNullSteps } from "../rewrites/not-null.ts";
import { rule } from "../rule.ts";
import { expressionAt } from "../source-text.ts";
import { addedColumns } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";
import { volatileFunction } from "../volatility.ts";

export default rule({
  id: "add-column-default",
  level: "error",
  finds: "any default before PostgreSQL 11: rewrites the table",
  instead: "the column, then `SET DEFAULT`, then a backfill",
  why: "Before PostgreSQL 11 any default of a new column is written into every row.",
  sources: ["https://www.postgresql.org/docs/11/release-11.html", "squawk adding-field-with-default"],
  find: (statement, known) =>
    known.serverVersion.major >= 11
      ? []
      : addedColumns(statement, known).flatMap(({ name, table, column }) => {
          const { defaultValue } = column;
          const isConstant =
            defaultValue !== undefined && volatileFunction(defaultValue.expression) === undefined;
          return isConstant ? [{ name, table, column, defaultValue, lock: "ACCESS EXCLUSIVE" as const }] : [];
        }),
  explain: ({ table, column, lock }, known) =>
    `PostgreSQL ${known.serverVersion.major} writes the default of ${column.name} into every row and rewrites the whole of ${table}; from PostgreSQL 11 on it does not. ${heldToTheEnd(lock, table)}`,
  rewrite({ name, column, defaultValue }, statement, known) {
    const value = expressionAt(statement, defaultValue.location);
    const target = `alter table ${quotedTable(name)}`;
    const steps = [
      `${target} add column ${quoted(column.name)} ${typeText(column.type)};`,
      `${target} alter column ${quoted(column.name)} set default ${value};`,
      backfillBatch(name, `${quoted(column.name)} = ${value}`, `${quoted(column.name)} is null`, known),
    ];
    return [...steps, ...(column.isNotNull ? [notNullSteps(name, column.name, known)] : [])].join("\n");
  },
});
