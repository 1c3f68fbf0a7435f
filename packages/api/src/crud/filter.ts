import { recordAttributes } from "@pitstop/types";
import type { Parameters } from "./parameters.ts";
import { column } from "./record.ts";
import type { Column, Table } from "./table.ts";

/** The conditions of one attribute, as the strict schemas of the shared types let them through. */
interface Conditions {
  equals?: unknown;
  in?: unknown[] | undefined;
  from?: unknown;
  to?: unknown;
  contains?: string | undefined;
  isNull?: boolean | undefined;
}

export interface Restriction {
  search?: string | undefined;
  filter?: Record<string, Conditions | undefined> | undefined;
}

/**
 * The conditions of a WHERE clause for a search and a filter, in the order of the table's columns, so that the same
 * question always gives the same text. Names come from the table, never from the input.
 */
export function conditionsOf(
  table: Table,
  { search, filter }: Restriction,
  parameters: Parameters,
): string[] {
  const conditions = search ? [searchCondition(table, search, parameters)] : [];
  for (const [name, target] of Object.entries(table.columns)) {
    const wanted = filter && Object.hasOwn(filter, name) ? filter[name] : undefined;
    if (wanted) conditions.push(...attributeConditions(target, wanted, parameters));
  }
  return conditions;
}

function attributeConditions(target: Column, wanted: Conditions, parameters: Parameters): string[] {
  const { sql } = target;
  const conditions: string[] = [];
  if (wanted.equals !== undefined) conditions.push(`${sql} = ${parameters.add(target, wanted.equals)}`);
  if (wanted.in) conditions.push(`${sql} = any(${parameters.addList(target, wanted.in)})`);
  if (wanted.from !== undefined) conditions.push(`${sql} >= ${parameters.add(target, wanted.from)}`);
  if (wanted.to !== undefined) conditions.push(`${sql} <= ${parameters.add(target, wanted.to)}`);
  if (wanted.contains) conditions.push(`${sql} ilike ${parameters.add(target, containing(wanted.contains))}`);
  if (wanted.isNull !== undefined) conditions.push(`${sql} is ${wanted.isNull ? "" : "not "}null`);
  return conditions;
}

function searchCondition(table: Table, search: string, parameters: Parameters): string {
  const attributes = { ...table.domain.attributes, ...recordAttributes };
  const searchable = Object.entries(attributes).filter(([, schema]) => schema.meta()?.searchable);
  const matches = searchable.map(([name]) => {
    const target = column(table, name);
    return `${target.sql} ilike ${parameters.add(target, containing(search))}`;
  });
  return matches.length > 0 ? `(${matches.join(" or ")})` : "false";
}

/** An ILIKE pattern in which nothing that a person types is a wildcard. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
