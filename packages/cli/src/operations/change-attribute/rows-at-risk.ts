import { literal, quoted } from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { columnType } from "../../layers/sql.ts";
import type { RowsQuery } from "../../plan.ts";
import { isTextual, needsConversion } from "./conversion.ts";

/** What must not be in the table for the change to go through. */
export function rowsAtRisk(
  table: string,
  many: string,
  before: Attribute & { column: string },
  after: Attribute,
  expression: string | undefined,
): RowsQuery[] {
  const column = quoted(before.column);
  const from = `from ${quoted(table)} where`;
  const risks: RowsQuery[] = [];
  const risk = (text: string, where: string, hint: string) =>
    risks.push({ text: `${many} ${text}`, sql: `select count(*) ${from} ${where}`, refuses: { hint } });
  if (before.isNullable && !after.isNullable && expression === undefined) {
    risk(
      `have no value in "${before.column}"`,
      `${column} is null`,
      "Say what they get: --backfill <expression>.",
    );
  }
  const { maxLength } = after.rules;
  if (
    isTextual(columnType(after)) &&
    maxLength !== undefined &&
    maxLength < (before.rules.maxLength ?? Number.POSITIVE_INFINITY)
  ) {
    risk(
      `have more than ${maxLength} characters in "${before.column}"`,
      `length(${column}::text) > ${maxLength}`,
      "Shorten these values first.",
    );
  }
  if (needsConversion(before, after)) {
    risk(
      `have a value in "${before.column}" that is no ${columnType(after)}`,
      `${column} is not null and not pg_input_is_valid(${column}::text, ${literal(columnType(after))})`,
      "Change these values first.",
    );
  }
  if (after.rules.values && JSON.stringify(after.rules.values) !== JSON.stringify(before.rules.values)) {
    risk(
      `have a value in "${before.column}" that is none of ${after.rules.values.join(", ")}`,
      `${column} is not null and ${column}::text not in (${after.rules.values.map(literal).join(", ")})`,
      "Change these values first.",
    );
  }
  if (after.isUnique && !before.isUnique) {
    risks.push({
      text: `values of "${before.column}" stand more than once`,
      sql: `select count(*) from (select from ${quoted(table)} where ${column} is not null group by ${column} having count(*) > 1) as twice`,
      refuses: { hint: "Make them differ first." },
    });
  }
  return risks;
}
