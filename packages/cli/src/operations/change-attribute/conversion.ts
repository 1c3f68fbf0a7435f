import { literal, quoted } from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { columnType } from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import type { Replacement } from "../replace-column.ts";

/** Whether every row would be read or rewritten: PostgreSQL only relabels wider varchars, texts and numerics. */
export function needsConversion(before: Attribute, after: Attribute): boolean {
  const [from, to] = [columnType(before), columnType(after)];
  if (from === to) return false;
  if (isTextual(from) && isTextual(to)) return lengthOf(to) < lengthOf(from);
  const isWiderNumeric =
    before.type === "decimal" &&
    after.type === "decimal" &&
    before.rules.scale === after.rules.scale &&
    (after.rules.precision ?? 0) >= (before.rules.precision ?? 0);
  return !isWiderNumeric;
}

export const isTextual = (type: string): boolean => /^(varchar|text)/.test(type);

const lengthOf = (type: string): number =>
  Number(/^varchar\((\d+)\)/.exec(type)?.[1] ?? Number.POSITIVE_INFINITY);

/** SQL of a value in another type. A cast to varchar(n) would cut what is too long; the assignment refuses it. */
export const inType = (value: string, type: string): string =>
  isTextual(type) ? `(${value})::text` : `(${value})::text::${type}`;

/** The name of the column that takes over, for as long as the old one is there. */
export function freshColumn(current: string, attribute: string, type: string): string {
  const plain = snakeCase(attribute);
  const typed = `${plain}_as_${type}`;
  return current === typed ? plain : current === plain ? typed : plain;
}

/** The column of the new type, which takes the place of the one there is. */
export function conversion(
  table: string,
  before: Attribute & { column: string },
  after: Attribute & { column: string },
): Replacement {
  const [from, to] = [columnType(before), columnType(after)];
  const fresh = quoted(after.column);
  return {
    table,
    from: { column: before.column, attribute: before },
    to: { column: after.column, attribute: after },
    forward: inType(quoted(before.column), to),
    // New values that the old type cannot hold are empty for code of before.
    backward: `(case when pg_input_is_valid((${fresh})::text, ${literal(from)}) then (${fresh})::text::${from} end)`,
  };
}
