import { quoted } from "@pitstop/migrator/recipes";
import type { Attribute } from "../../attribute-types/attribute.ts";
import { columnType } from "../../layers/sql.ts";
import { snakeCase } from "../../names/case.ts";
import { ifValid, strictly } from "../../rows/converted.ts";
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

/** How the values of a column become those of another type. */
export interface Using {
  /** The new value, as a person typed it: SQL over the columns of the row. */
  readonly using?: string | undefined;
  /** The value of rows without one. */
  readonly backfill?: string | undefined;
  /** The zone in which days begin; UTC by default. */
  readonly zone?: string | undefined;
}

/** The new value, as SQL over the columns of the row. What doesn't fit fails; nothing is cut or rounded silently. */
export function forward(
  before: Attribute & { column: string },
  after: Attribute,
  { using, backfill, zone }: Using,
): string {
  const value = using === undefined ? strictly(quoted(before.column), before, after, zone) : `(${using})`;
  return backfill === undefined ? value : `coalesce(${value}, (${backfill}))`;
}

/** The old value of a new one in a column, for older code; null if the old type has none. */
export const backward = (column: string, before: Attribute, after: Attribute, zone?: string): string =>
  ifValid(quoted(column), after, before, zone);

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
  using: Using,
): Replacement {
  return {
    table,
    from: { column: before.column, attribute: before },
    to: { column: after.column, attribute: after },
    forward: forward(before, after, using),
    backward: backward(after.column, before, after, using.zone),
  };
}
